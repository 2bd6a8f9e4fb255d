// npm start: the demo page in Chromium, or with --firefox in Firefox, with DevTools open on the Streamtap panel. Without
// a display it runs all streams by itself, prints what was captured and leaves streamtap-demo.har and streamtap-demo.png.
import { parseArgs } from 'node:util'
import type { BrowserName } from '../browser/harness/types.ts'
import { ensureBrowsers } from './browsers.mjs'
import { startDemo } from './demo.ts'
import { runDemo } from './run-demo.ts'
import { showDemo } from './show-demo.ts'

const { values } = parseArgs({
  options: { headless: { type: 'boolean', default: false }, firefox: { type: 'boolean', default: false } },
})

const hasDisplay = () =>
  ['darwin', 'win32'].includes(process.platform) ||
  Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

const name: BrowserName = values.firefox ? 'firefox' : 'chromium'

async function start(stop: AbortSignal): Promise<boolean> {
  const server = await startDemo(name)
  try {
    console.log(`Streamtap demo: ${server.url}`)
    if (stop.aborted) return false
    if (values.headless || !hasDisplay()) return await runDemo(name, server.url, stop)
    await showDemo(name, server.url, stop)
    return true
  } finally {
    await server.close()
  }
}

ensureBrowsers([name])
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort(signal))

const complete = await start(stop.signal).catch((error: unknown) => {
  if (!stop.signal.aborted) console.error(`✗ ${error instanceof Error ? error.message : error}`)
  return false
})
if (complete) process.exit(0)
process.exit(stop.signal.aborted ? 130 : 1)
