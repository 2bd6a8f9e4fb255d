import { fileURLToPath } from 'node:url'
import { build } from 'wxt'
import type { BrowserName } from '../browser/harness/types.ts'
import { buildDemoPage } from '../servers/build-page.ts'
import { type DemoServer, startDemoServer } from '../servers/demo-server.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the extension and the demo page and serves the page. The caller closes the server. */
export async function startDemo(name: BrowserName): Promise<DemoServer> {
  await build({ root: ROOT, browser: name === 'firefox' ? 'firefox' : 'chrome' })
  await buildDemoPage()
  return startDemoServer()
}
