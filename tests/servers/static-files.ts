import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import { extname, join, normalize } from 'node:path'

/** Where `buildDemoPage` puts the page. */
export const DEMO_PAGE_DIRECTORY = join(import.meta.dirname, 'dist')

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Answers with a file below `root`, `/` being index.html, or with 404. */
export const serveFile = async (root: string, path: string, response: ServerResponse): Promise<void> => {
  // `normalize` of an absolute path resolves every `..`, so nothing outside `root` can be named.
  const file = join(root, normalize(path === '/' ? '/index.html' : path))
  try {
    const bytes = await readFile(file)
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'cache-control': 'no-store',
    })
    response.end(bytes)
  } catch {
    response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' })
    response.end(path === '/' ? 'The page is not built; call buildDemoPage() first.\n' : 'Not found\n')
  }
}
