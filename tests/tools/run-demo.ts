import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { openTab } from '../browser/harness/controls.ts'
import { exportFile } from '../browser/harness/export-har.ts'
import { selectStream } from '../browser/harness/grids.ts'
import { launchBrowser } from '../browser/harness/launch.ts'
import { newTabWithPanel } from '../browser/harness/panel.ts'
import { type SessionSnapshot, sessionSnapshot } from '../browser/harness/session-snapshot.ts'
import type { BrowserName, PanelHandle } from '../browser/harness/types.ts'
import { captureTable } from './capture-table.ts'
import { missingFrom, type SentEntry } from './compare-capture.ts'

const DEMO_LIMIT = 120_000
const PANEL_LIMIT = 15_000
const PICTURE = { width: 1400, height: 900 }

/** Some clients also make requests that no stream answers. */
const isStream = ({ bytesOffered, contentType }: SentEntry) =>
  bytesOffered > 0 && /event-stream|json|multipart|grpc-web/.test(contentType)

async function sentStreams(url: string): Promise<SentEntry[]> {
  const entries: SentEntry[] = await (await fetch(`${url}/log`)).json()
  return entries.filter(isStream)
}

/** The session once nothing is missing from it, or as it is when time is up. */
async function settledSession(panel: PanelHandle, sent: SentEntry[]): Promise<[SessionSnapshot, string[]]> {
  const deadline = performance.now() + PANEL_LIMIT
  for (;;) {
    const session = await sessionSnapshot(panel)
    const missing = missingFrom(session.streams, sent)
    if (missing.length === 0 || performance.now() > deadline) return [session, missing]
    await wait(100)
  }
}

async function saveResults(panel: PanelHandle): Promise<void> {
  const har = join(process.cwd(), 'streamtap-demo.har')
  const image = join(process.cwd(), 'streamtap-demo.png')
  const { streams } = await sessionSnapshot(panel)
  if (streams.length > 0) {
    await selectStream(panel, 0)
    await openTab(panel, 'Events')
  }
  await panel.screenshot(image)
  await copyFile(await exportFile(panel, 'HAR'), har)
  console.log(`\nExport: ${har}\nPicture: ${image}`)
}

/** Prints what was captured, and says what was not. */
async function report(panel: PanelHandle, url: string): Promise<boolean> {
  const sent = await sentStreams(url)
  const [session, missing] = await settledSession(panel, sent)
  console.log(`\n${captureTable(session.streams)}`)
  const faults = session.faults.map(({ where, message }) => `fault in ${where}: ${message}`)
  const problems = [...missing, ...faults, ...panel.errors]
  for (const problem of problems) console.error(`✗ ${problem}`)
  if (sent.length === 0) console.error('✗ The demo page opened no stream.')
  return sent.length > 0 && problems.length === 0
}

/**
 * Runs every stream of the demo in a browser without a window, prints what the panel captured and saves its
 * export and its picture in the working folder. Answers whether all that the server sent is there.
 */
export async function runDemo(name: BrowserName, url: string, stop: AbortSignal): Promise<boolean> {
  const browser = await launchBrowser({}, name)
  stop.addEventListener('abort', () => browser.close())
  try {
    const panel = await newTabWithPanel(browser, `${url}/?run=all`, { dock: 'undocked' })
    await panel.devtools.setViewport(PICTURE)
    const isDone = () => document.documentElement.dataset.state === 'done'
    await panel.page.waitForFunction(isDone, { polling: 100, timeout: DEMO_LIMIT })
    const complete = await report(panel, url)
    await saveResults(panel)
    return complete
  } finally {
    await browser.close()
  }
}
