import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'

/**
 * Bundles a script of this folder with all it imports, as the extension's scripts are, and runs it in a process of
 * its own. Returns what it prints, which is one JSON object: the name of each table and its rows.
 */
export async function runBundled(script: string): Promise<Record<string, object[]>> {
  const entry = fileURLToPath(new URL(script, import.meta.url))
  const directory = await mkdtemp(join(tmpdir(), 'streamtap-bench-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir: directory, rolldownOptions: { output: { entryFileNames: 'script.mjs' } } },
    })
    const file = join(directory, 'script.mjs')
    const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file])
    return JSON.parse(stdout)
  } finally {
    await rm(directory, { recursive: true })
  }
}
