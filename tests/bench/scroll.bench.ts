import type { CDPSession } from 'puppeteer-core'
import { expect, test } from 'vitest'
import { devtoolsOf } from '../browser/harness/chromium/panel.ts'
import {
  launchBrowser,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  waitForStreams,
} from '../browser/harness/index.ts'
import { startDemoServer } from '../servers/demo-server.ts'
import { fixtureUrl } from '../servers/fixture/program.ts'
import { median, printTable } from './report'

const EVENTS = 1_000_000
const FRAMES = 300
/** Milliseconds. */
const LONGEST = 50

/** Runs in the panel: so many events of 200 bytes come, a hundred a chunk. */
const fill = (events: number) => {
  const session = globalThis.streamtap?.session
  const stream = session?.streams[0]
  if (!session || !stream) throw new Error('There is no stream to fill.')
  session.setLimits({ streamBytes: 1e9, sessionBytes: 1e9 })
  const encoder = new TextEncoder()
  const event = (index: number) => {
    const head = `id: ${index}\nevent: delta\ndata: {"n":${index},"text":"`
    return `${head}${'x'.repeat(200 - head.length - 4)}"}\n\n`
  }
  for (let first = 0; first < events; first += 100) {
    const bytes = encoder.encode(Array.from({ length: 100 }, (_, at) => event(first + at)).join(''))
    session.append(stream.document.id, {
      ...{ kind: 'chunks-received', streamId: stream.opened.streamId, consumer: 'reader' },
      ...{ times: [stream.opened.at + first / 100], sizes: [bytes.length], bytes },
    })
  }
}

/** Runs in the panel: scrolls, and lets the frame and the next be drawn; gives how many rows are there. */
const scrollTo = async (selector: string, share: number) => {
  const scroller = document.querySelector(selector)
  if (!scroller) throw new Error('There is nothing to scroll.')
  scroller.scrollTop = (scroller.scrollHeight - scroller.clientHeight) * share
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
  return scroller.querySelectorAll('[role=row]').length
}

const isSession = (value: unknown): value is CDPSession =>
  typeof value === 'object' && value !== null && 'send' in value

/** All that the panel's code makes the main thread do before a frame can be painted. */
const WORK = ['ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration']

/** Milliseconds of it, as the thread had them of a processor: what others on the machine do does not count. */
const watchThread = async (panel: PanelHandle) => {
  const frame = devtoolsOf(panel)
    .frames()
    .find(each => each.url().includes('/panel.html'))
  // A frame of another origin has a process, and so a session, of its own.
  const session: unknown = frame && Reflect.get(frame, 'client')
  if (!isSession(session)) throw new Error('The panel has no main thread of its own.')
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    return metrics.reduce((sum, { name, value }) => (WORK.includes(name) ? sum + value * 1000 : sum), 0)
  }
}

const measure = async (panel: PanelHandle, selector: string) => {
  const busy = await watchThread(panel)
  const frames: number[] = []
  for (let frame = 0; frame < FRAMES; frame++) {
    const before = await busy()
    // Far jumps and near ones by turns.
    const share = frame % 2 === 0 ? frame / FRAMES : frame / FRAMES + 20 / EVENTS
    expect(await panel.frame.evaluate(scrollTo, selector, share)).toBeGreaterThan(10)
    frames.push((await busy()) - before)
  }
  return frames
}

const record = async (panel: PanelHandle, server: string) => {
  const url = fixtureUrl(server, { steps: [{ write: 'data: first\n\n' }, { wait: 600_000 }] }, { id: 'one' })
  await panel.page.evaluate((address: string) => {
    void fetch(address).then(response => response.body?.getReader().read())
  }, url)
  await waitForStreams(panel, { count: 1 })
  await panel.frame.evaluate(fill, EVENTS)
  await selectStream(panel, 0)
}

/** Nothing is done in the background any more. */
const settle = async (panel: PanelHandle) => {
  const busy = await watchThread(panel)
  for (let last = -1, idle = 0; idle < 5; ) {
    const next = await busy()
    idle = next - last < 20 ? idle + 1 : 0
    last = next
    await new Promise(resolve => setTimeout(resolve, 200))
  }
}

test(`scrolling through a million events, two frames are less than ${LONGEST} ms of script, style and layout`, async () => {
  const server = await startDemoServer({ pace: 0 })
  const chromium = await launchBrowser({ windowSize: { width: 1400, height: 900 } }, 'chromium')
  try {
    const panel = await newTabWithPanel(chromium, `${server.url}/fixture/page`, { dock: 'undocked' })
    await record(panel, server.url)
    await settle(panel)
    const events = await measure(panel, '.grid.events')
    await openTab(panel, 'Raw')
    await settle(panel)
    const raw = await measure(panel, '.grid.raw')
    const row = (what: string, frames: readonly number[]) => ({
      what,
      median: median(frames).toFixed(1),
      longest: Math.max(...frames).toFixed(1),
    })
    printTable([row('Events', events), row('Raw', raw)])
    expect(Math.max(...events, ...raw)).toBeLessThan(LONGEST)
    expect(panel.errors).toEqual([])
    await panel.close()
  } finally {
    await chromium.close()
    await server.close()
  }
})
