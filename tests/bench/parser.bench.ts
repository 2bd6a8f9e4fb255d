import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { build } from 'vite'
import { expect, test } from 'vitest'
import { printTable } from './report.ts'

const entry = fileURLToPath(new URL('./parser-rounds.ts', import.meta.url))

/** Bundles the rounds with all they import, as the extension's scripts are, and runs them. */
async function runRounds(): Promise<Record<string, object[]>> {
  const directory = await mkdtemp(join(tmpdir(), 'parser-rounds-'))
  try {
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true },
      build: { ssr: entry, outDir: directory, rolldownOptions: { output: { entryFileNames: 'rounds.mjs' } } },
    })
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      join(directory, 'rounds.mjs'),
    ])
    return JSON.parse(stdout)
  } finally {
    await rm(directory, { recursive: true })
  }
}

test('the parsers and the session', async () => {
  const tables = Object.entries(await runRounds())
  for (const [name, rows] of tables) {
    console.log(name)
    printTable(rows)
  }
  expect(tables).not.toHaveLength(0)
})
