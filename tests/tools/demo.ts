import { fileURLToPath } from 'node:url'
import { build } from 'wxt'
import { buildDemoPage } from '../servers/build-page.ts'
import { type DemoServer, startDemoServer } from '../servers/demo-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the extension and the demo page and serves the page. The caller closes the server. */
export async function startDemo(): Promise<DemoServer> {
  await build({ root: ROOT, browser: 'chrome' })
  await buildDemoPage()
  return startDemoServer()
}
