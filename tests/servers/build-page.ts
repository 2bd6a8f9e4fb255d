import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { DEMO_PAGE_DIRECTORY } from './static-files.ts'

const SOURCE = join(import.meta.dirname, 'page')

/** The demo, and the page of the libraries that patch what a page reads streams with. */
const PAGES = ['index.html', 'libraries.html']

const STAMP = join(DEMO_PAGE_DIRECTORY, '.stamp')

/** Bundles the demo page. Does nothing if neither its sources nor the installed packages changed since. */
export const buildDemoPage = async (): Promise<void> => {
  const stamp = fingerprint()
  if (stamp === builtStamp()) return
  await build({
    root: SOURCE,
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: DEMO_PAGE_DIRECTORY,
      emptyOutDir: true,
      target: 'esnext',
      chunkSizeWarningLimit: 2_000,
      rolldownOptions: { input: PAGES.map(page => join(SOURCE, page)) },
    },
  })
  // Written last: a build that fails half way leaves no stamp, so the next call builds again.
  writeFileSync(STAMP, stamp)
}

const fingerprint = (): string => {
  const lockFile = join(import.meta.dirname, '../../package-lock.json')
  const sources = globSync(join(SOURCE, '**/*')).filter(path => statSync(path).isFile())
  const hash = createHash('sha256')
  for (const path of [import.meta.filename, lockFile, ...sources.sort()]) {
    hash.update(`${path}\n`).update(readFileSync(path))
  }
  return hash.digest('hex')
}

const builtStamp = (): string | null => {
  try {
    return readFileSync(STAMP, 'utf8')
  } catch {
    return null
  }
}
