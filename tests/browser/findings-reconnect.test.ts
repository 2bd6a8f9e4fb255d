import { afterEach, beforeAll, expect, test } from 'vitest'
import { buildDemoPage } from '../servers/build-page.ts'
import { type FixturePrograms, fixtureUrl } from '../servers/fixture/program.ts'
import { expectDocumented } from './documented.ts'
import { evidenceOf, waitForFinding } from './findings.ts'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  streamRows,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()
beforeAll(() => buildDemoPage())

const panels: PanelHandle[] = []
afterEach(async () => {
  for (const panel of panels.splice(0)) await panel.close()
})

/** A page that can load the packages. */
const openPanel = async () => {
  const panel = await newTabWithPanel(stage.browser(), `${stage.server().url}/libraries.html`)
  panels.push(panel)
  await panel.page.waitForFunction('typeof loadPackage === "function"')
  return panel
}

const show = async (panel: PanelHandle, index: number) => {
  await waitFor(panel, wanted => document.querySelector(`.streams [data-row="${wanted}"]`) !== null, index)
  await selectStream(panel, index)
  await openTab(panel, 'Findings')
}

/** Before the remedy: what the row says, and where the finding's evidence stands. */
const expectFound = async (
  panel: PanelHandle,
  index: number,
  [name, code]: [string, string],
  evidence: string[],
) => {
  await show(panel, index)
  await waitForFinding(panel, code)
  await expectDocumented(panel, name, 'found')
  await expect.poll(() => evidenceOf(panel, code)).toEqual(evidence)
}

const expectLeft = async (panel: PanelHandle, index: number, name: string) => {
  await show(panel, index)
  await expectDocumented(panel, name, 'left')
}

/** Long enough for the package to have come back, had it wanted to: twice what it waits. */
const waitInPage = (panel: PanelHandle, time: number) =>
  panel.page.evaluate(wait => new Promise(resolve => setTimeout(resolve, wait)), time)

/** Runs in the page. */
const follow = async (url: string, options: { method: string; openWhenHidden: boolean; stops: boolean }) => {
  const { fetchEventSource } = await window.loadPackage('fetch-event-source')
  const { method, openWhenHidden, stops } = options
  const mended = {
    onopen: async ({ ok }: Response) => {
      if (!ok) throw new Error('refused')
    },
    onerror: (error: unknown) => {
      throw error
    },
  }
  const body = method === 'POST' ? '{"prompt":"Hello"}' : null
  fetchEventSource(url, { method, body, openWhenHidden, ...(stops ? mended : {}) }).catch(() => {})
}

const UNAUTHORIZED: FixturePrograms = {
  status: 401,
  type: 'application/json',
  steps: [{ write: '{"error":"unauthorized"}' }],
}
const GET = { method: 'GET', openWhenHidden: true, stops: false }
const LOOP = 'reconnect-loop'
const EARLIER = ['Request', 'Stream 2', 'Stream 1']

test('fetch-event-source that repeats on 401 is a loop, and not once its callbacks throw', async () => {
  const panel = await openPanel()
  await panel.page.evaluate(follow, stage.stream(UNAUTHORIZED), GET)
  await waitForStreams(panel, { count: 3 })
  await expectFound(panel, 2, ['fetch-event-source, 401', LOOP], EARLIER)
  const mended = await openPanel()
  await mended.page.evaluate(follow, stage.stream(UNAUTHORIZED), { ...GET, stops: true })
  await waitForStreams(mended, { count: 1 })
  await waitInPage(mended, 2_000)
  expect((await streamRows(mended)).length).toBe(1)
  await expectLeft(mended, 0, 'fetch-event-source, 401')
})

test('fetch-event-source that CORS refuses is a loop without a status, and none where it is allowed', async () => {
  const other = stage.server().url.replace('127.0.0.1', 'localhost')
  const program: FixturePrograms = { steps: [{ write: 'data: a\n\n' }], end: 'hold' }
  const panel = await openPanel()
  await panel.page.evaluate(follow, fixtureUrl(other, program, { id: 'refused' }), GET)
  await waitForStreams(panel, { count: 3 })
  await expectFound(panel, 2, ['fetch-event-source, CORS', LOOP], EARLIER)
  const mended = await openPanel()
  await mended.page.evaluate(follow, fixtureUrl(other, program, { id: 'allowed', cors: true }), GET)
  await waitForStreams(mended, { count: 1 })
  await expectLeft(mended, 0, 'fetch-event-source, CORS')
})

/** Runs in the page. */
const openPackage = async (url: string) => {
  const { EventSource: Packaged } = await window.loadPackage('eventsource')
  Reflect.set(window, 'source', new Packaged(url))
}

test('eventsource that gets JSON under the type of a stream is a loop, and none where the status tells', async () => {
  const text = '{"error":"unauthorized"}\n'
  const panel = await openPanel()
  await panel.page.evaluate(openPackage, stage.stream({ steps: [{ write: text }] }))
  await waitForStreams(panel, { count: 3, ended: true })
  await expectFound(panel, 2, ['eventsource, JSON', LOOP], EARLIER)
  const mended = await openPanel()
  await mended.page.evaluate(openPackage, stage.stream(UNAUTHORIZED))
  await waitForStreams(mended, { count: 1 })
  await waitInPage(mended, 6_000)
  expect((await streamRows(mended)).length).toBe(1)
  await expectLeft(mended, 0, 'eventsource, JSON')
})

/** Runs in the page. */
const openSource = (url: string) => {
  Reflect.set(window, 'source', new EventSource(url))
}
const closeSource = (panel: PanelHandle) => panel.page.evaluate('source.close()')

test('an EventSource that CORS refuses is refused for good, and not where it is allowed', async () => {
  const other = stage.server().url.replace('127.0.0.1', 'localhost')
  const program: FixturePrograms = { steps: [{ write: 'data: a\n\n' }], end: 'hold' }
  const panel = await openPanel()
  await panel.page.evaluate(openSource, fixtureUrl(other, program, { id: 'source-refused' }))
  await waitForStreams(panel, { count: 1, ended: true })
  // Where DevTools saw the answer: what it allows is no better than what the page was told.
  await expectFound(panel, 0, ['EventSource, CORS', 'event-source-refused'], ['Header content-type'])
  const mended = await openPanel()
  await mended.page.evaluate(openSource, fixtureUrl(other, program, { id: 'source-allowed', cors: true }))
  await waitForStreams(mended, { count: 1 })
  await expectLeft(mended, 0, 'EventSource, CORS')
})

test('a reconnection time of 10 ms is found with what it leads to, and 2 s is not', async () => {
  const events = (retry: number): FixturePrograms => ({
    steps: [{ write: `retry: ${retry}\ndata: a\n\n` }, { wait: 100 }],
  })
  const panel = await openPanel()
  await panel.page.evaluate(openSource, stage.stream(events(10)))
  await waitForStreams(panel, { count: 4 })
  await closeSource(panel)
  await expectFound(panel, 2, ['retry', 'retry-small'], ['Event 1'])
  const mended = await openPanel()
  await mended.page.evaluate(openSource, stage.stream(events(2_000)))
  await waitForStreams(mended, { count: 2 })
  await closeSource(mended)
  await expectLeft(mended, 0, 'retry')
})

const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `id: ${from + at}\ndata: {"n":${from + at}}\n\n`).join('')

test('Last-Event-ID that is not honoured is found by the events that come again, and not where it is', async () => {
  const first = { steps: [{ write: `retry: 600\n\n${numbered(1, 5)}` }, { wait: 100 }] }
  const again = (from: number): FixturePrograms => [
    first,
    { steps: [{ write: numbered(from, from + 4) }, { wait: 100 }], end: 'hold' },
  ]
  const panel = await openPanel()
  await panel.page.evaluate(openSource, stage.stream(again(1)))
  await waitForStreams(panel, { count: 2 })
  await expectFound(panel, 1, ['Last-Event-ID', 'last-event-id-ignored'], ['Request', 'Event 1', 'Stream 1'])
  const mended = await openPanel()
  await mended.page.evaluate(openSource, stage.stream(again(5)))
  await waitForStreams(mended, { count: 2 })
  await waitFor(mended, () => globalThis.streamtap?.session.streams[1]?.eventCount === 4)
  await expectLeft(mended, 1, 'Last-Event-ID')
})

/** Hides the tab behind another, and shows it again. */
const hideAndShow = async (panel: PanelHandle) => {
  const other = await stage.browser().browser.newPage()
  await other.bringToFront()
  await panel.page.waitForFunction('document.hidden', { polling: 50 })
  await other.close()
  await panel.page.bringToFront()
  await panel.page.waitForFunction('!document.hidden', { polling: 50 })
}

const POST = { method: 'POST', openWhenHidden: false, stops: false }
const running = (from: number) =>
  ({ steps: [{ write: numbered(from, from + 4) }], end: 'hold' }) as const satisfies FixturePrograms

test('a POST that fetch-event-source repeats when the tab is shown again is found, and with openWhenHidden there is none', async () => {
  const panel = await openPanel()
  const url = stage.stream([running(1), running(1)])
  await panel.page.evaluate(follow, url, POST)
  await waitFor(panel, () => globalThis.streamtap?.session.streams[0]?.eventCount === 4)
  await hideAndShow(panel)
  await waitForStreams(panel, { count: 2 })
  await show(panel, 1)
  await waitForFinding(panel, 'last-event-id-ignored')
  await expectFound(panel, 1, ['POST in a hidden tab', 'request-repeated'], ['Request', 'Stream 1'])
  expect(
    stage
      .server()
      .requests(idOf(url))
      .map(({ method }) => method),
  ).toEqual(['POST', 'POST'])
  const resumed = await openPanel()
  await resumed.page.evaluate(follow, stage.stream([running(1), running(5)]), POST)
  await waitFor(resumed, () => globalThis.streamtap?.session.streams[0]?.eventCount === 4)
  await hideAndShow(resumed)
  await waitFor(resumed, () => globalThis.streamtap?.session.streams[1]?.eventCount === 4)
  await expectLeft(resumed, 1, 'POST in a hidden tab, resumed')
  const mended = await openPanel()
  const once = stage.stream(running(1))
  await mended.page.evaluate(follow, once, { ...POST, openWhenHidden: true })
  await waitFor(mended, () => globalThis.streamtap?.session.streams[0]?.eventCount === 4)
  await hideAndShow(mended)
  await expectLeft(mended, 0, 'POST in a hidden tab')
  expect(stage.server().requests(idOf(once)).length).toBe(1)
})
