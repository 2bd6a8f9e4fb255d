import { beforeAll, describe, expect, test } from 'vitest'
import { buildDemoPage } from '../servers/build-page.ts'
import { startOrigin } from '../servers/faults/origin.ts'
import { CLIENT_NAMES, type ClientName } from '../servers/page/demo-api.ts'
import { documentedNotes } from '../tools/finding-tables.ts'
import { runClient } from './demo-streams.ts'
import { ANYWHERE } from './documented.ts'
import { findingsOf } from './findings.ts'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  selectStream,
  streamRows,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { useResource, useStage } from './stage.ts'

const stage = useStage({ pace: 10 })
beforeAll(() => buildDemoPage())

/** The list is drawn after the session has its streams; no client makes more than are in sight. */
const isListed = () => {
  const count = globalThis.streamtap?.session.streams.length ?? 0
  return count > 0 && document.querySelectorAll('.streams [data-row]').length >= Math.min(count, 5)
}

/** What is found of each stream that the page has read. */
const findingsOfAll = async (panel: PanelHandle) => {
  await waitFor(panel, isListed)
  const count = (await streamRows(panel)).length
  expect(count).toBeGreaterThan(0)
  const all: [string, string][] = []
  for (let index = 0; index < count; index++) {
    await selectStream(panel, index)
    await openTab(panel, 'Findings')
    all.push(...(await findingsOf(panel)))
  }
  return all
}

const expectHealthy = async (panel: PanelHandle, name: string) => {
  const found = await findingsOfAll(panel)
  expect(found.filter(([, severity]) => severity !== 'info')).toEqual([])
  const admitted = [...ANYWHERE, ...(documentedNotes.get(name) ?? [])]
  expect(found.map(([code]) => code).filter(code => !admitted.includes(code))).toEqual([])
}

const openOn = (url: string) => newTabWithPanel(stage.browser(), url)

/** Runs in the page: of every 100 ms nothing else gets more than 20. */
const keepBusy = () => {
  setInterval(() => {
    const until = performance.now() + 80
    while (performance.now() < until);
  }, 100)
}

const MODES = { fast: 0, slow: 40, hidden: 10, busy: 10 }
type Mode = keyof typeof MODES

const run = async (panel: PanelHandle, name: ClientName, mode: Mode) => {
  const { error } = await runClient(panel, name, { id: `${name}-${mode}`, pace: MODES[mode] })
  expect(error, mode).toBeNull()
}

const examine = async (panel: PanelHandle, name: ClientName) => {
  await waitForStreams(panel, { count: 1, ended: true })
  await expectHealthy(panel, name)
  await press(panel, 'Clear')
}

/** What belongs to a hidden tab is not drawn, so the panel is read when the tab is back. */
const runHidden = async (panel: PanelHandle, name: ClientName) => {
  const other = await stage.browser().browser.newPage()
  await other.bringToFront()
  await run(panel, name, 'hidden')
  await other.close()
  await panel.page.bringToFront()
}

describe('with one panel for page after page', () => {
  const open = useResource(() => openOn(stage.page()))

  test.each(CLIENT_NAMES)('nothing is wrong with what %s reads, in whatever surroundings', async name => {
    const panel = open()
    await panel.page.goto(stage.server().url)
    await run(panel, name, 'fast')
    await examine(panel, name)
    await run(panel, name, 'slow')
    await examine(panel, name)
    await runHidden(panel, name)
    await examine(panel, name)
    await panel.page.evaluate(keepBusy)
    await run(panel, name, 'busy')
    await examine(panel, name)
  })
})

test('every case has its row', () => {
  expect(CLIENT_NAMES.filter(name => !documentedNotes.has(name))).toEqual([])
})

/** Runs in the page: reads one after the other, each to its end. */
const readAll = async (...urls: string[]) => {
  for (const url of urls) {
    const reader = (await fetch(url, { cache: 'force-cache' })).body?.getReader()
    while (reader && !(await reader.read()).done);
  }
}

test('a stream that comes out of the cache was not held back', async () => {
  const origin = await startOrigin({ headers: { 'cache-control': 'max-age=600' } })
  const panel = await openOn(`${origin.url}/page`)
  try {
    const url = '/events?made=1&every=600'
    await panel.page.evaluate(readAll, url, url)
    await waitForStreams(panel, { count: 2, ended: true })
    await expectHealthy(panel, 'out of the cache')
  } finally {
    await panel.close()
    await origin.close()
  }
})

/** Runs in the page: resolves with the last event. */
const listenToEnd = (url: string, last: string) =>
  new Promise<void>(resolve => {
    const source = new EventSource(url)
    source.onmessage = ({ data }) => {
      if (data !== last) return
      source.close()
      resolve()
    }
  })

test('events that are sent again after a connection was lost were not held back, and nothing is missing', async () => {
  const events = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => `id: ${from + at}\ndata: ${from + at}\n\n`).join('')
  const url = stage.stream([
    { steps: [{ write: `retry: 600\n\n${events(1, 4)}` }, { wait: 100 }] },
    { steps: [{ wait: 2500 }, { write: events(4, 12) }, { wait: 100 }], end: 'hold' },
  ])
  const panel = await openOn(stage.page())
  try {
    await panel.page.evaluate(listenToEnd, url, '11')
    await waitForStreams(panel, { count: 2, ended: true })
    await expectHealthy(panel, 'after a reconnection')
  } finally {
    await panel.close()
  }
})
