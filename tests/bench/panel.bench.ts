import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import type { Session } from '../../lib/session/types'
import { type DrivenPanel, drivenPanel, type Work } from './driven-panel'
import { appendRun, emptySession, largeSession, openStream, plainScan, RUN, runBytes } from './large-session'
import { median, printTable } from './report'

const EVENTS = 1_000_000
/** Rows of a grid that are in sight. */
const ROWS = 40
/** Milliseconds that the main thread may be held at a time. */
const LONGEST = 50
const MEMORY_GOAL = 1.5
const GROWTH_GOAL = 1.1

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes in use, those of array buffers included. */
const memory = (): number => {
  for (let turn = 0; turn < 3; turn++) collectGarbage()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}

const showEvents = ({ state }: DrivenPanel, first: number) => {
  for (let row = Math.max(0, first); row < first + ROWS; row++) {
    state.events.row(row)
    state.events.cells(row)
  }
}

const showStreams = ({ state: { streams } }: DrivenPanel) => {
  for (let row = 0; row < Math.min(ROWS, streams.count.value); row++) {
    streams.row(row)
    const key = streams.keyAt(row)
    if (key !== undefined) streams.arrivals(key)
  }
  streams.totals.value
}

const showEnd = (panel: DrivenPanel) => {
  showStreams(panel)
  showEvents(panel, panel.state.events.count.value - ROWS)
}

/** Runs come into the last stream while its end is in sight. */
const liveTail = (session: Session, panel: DrivenPanel, runs: number): Work => {
  const stream = session.streams.at(-1)
  const bytes = runBytes(0)
  const result = { total: 0, longest: 0 }
  for (let run = 0; run < runs; run++) {
    const come = panel.measure(() =>
      appendRun(session, stream?.opened.streamId ?? 1, stream?.chunks.length ?? 0, bytes),
    )
    const shown = panel.measure(() => showEnd(panel))
    result.total += come.total + shown.total
    result.longest = Math.max(result.longest, come.longest + shown.longest)
  }
  return result
}

type Use = [use: string, work: () => Work, seen?: () => [there: number, expected: number]]

/** From the first row to the last in ten thousand steps. */
const scroll = (panel: DrivenPanel): Work => {
  const result = { total: 0, longest: 0 }
  const { value: count } = panel.state.events.count
  for (let step = 0; step < 10_000; step++) {
    const { total } = panel.measure(() => showEvents(panel, Math.floor(((count - ROWS) * step) / 10_000)))
    result.total += total
    result.longest = Math.max(result.longest, total)
  }
  return result
}

/** Runs that come while the panel is open; one event of each has the word. */
const LIVE_RUNS = 100

/** The events in an exported file. */
const exported = ({ written }: DrivenPanel): number =>
  written.reduce((sum, part) => sum + part.split('"eventName":').length - 1, 0)

/** What a user does with a session, in this order, and what must be there then: so many events, and no fewer. */
const uses = (session: Session, panel: DrivenPanel): Use[] => {
  const all = EVENTS + LIVE_RUNS * RUN
  const own = EVENTS / session.streams.length

  const { state } = panel
  const once = (run: () => void) => () => panel.measure(run)
  return [
    ['open the panel: streams, findings', once(() => showStreams(panel))],
    ['open a stream', once(() => state.streams.select(session.streams.length - 1, 'only'))],
    ['show its end', once(() => showEnd(panel)), () => [state.events.count.value, own]],
    [
      '10,000 events come, 100 a frame',
      () => liveTail(session, panel, LIVE_RUNS),
      () => [state.events.count.value, own + LIVE_RUNS * RUN],
    ],
    ['scroll from end to end, 10,000 frames', () => scroll(panel)],
    [
      'filter by a word',
      once(() => state.filter.set('needle')),
      () => [state.events.count.value, own / RUN + LIVE_RUNS],
    ],
    [
      'filter by a value in JSON',
      once(() => state.filter.set('$.n>500')),
      () => [state.events.count.value, own - 501],
    ],
    ['no filter', once(() => state.filter.set('')), () => [state.events.count.value, own + LIVE_RUNS * RUN]],
    [
      'a column from JSON',
      once(() => {
        state.view.addColumn(['choices', 0, 'delta', 'content'])
        showEvents(panel, 0)
      }),
    ],
    [
      'search all streams',
      once(() => state.search.set('needle')),
      () => [state.search.totals.value.events, all / RUN],
    ],
    ['Timing', once(() => state.detail.setTab('timing'))],
    ['its axis', once(() => state.timing.tracks(400))],
    ['Raw', once(() => state.detail.setTab('raw'))],
    ['the export menu', once(() => state.exports.setOpen(true))],
    ['export', once(() => state.exports.har()), () => [exported(panel), all]],
  ]
}

const measureUses = (streams: number) => {
  const before = memory()
  const session = largeSession(streams, EVENTS / streams)
  const raw = session.streams.reduce((sum, { bytes }) => sum + bytes.length, 0)
  const recorded = (memory() - before) / raw
  const panel = drivenPanel(session)
  const scan = median(Array.from({ length: 5 }, () => plainScan(session)))
  const works = uses(session, panel).map(([use, work, seen]) => {
    const result = { use, ...work() }
    const [there, expected] = seen?.() ?? [0, 0]
    expect({ use, there }).toEqual({ use, there: expected })
    return result
  })
  panel.written.length = 0
  const shown = (memory() - before) / raw
  console.log(
    `${streams} streams, ${EVENTS} events, plain scan ${scan.toFixed(0)} ms; ` +
      `memory ${recorded.toFixed(2)} times the bytes, with the panel ${shown.toFixed(2)}`,
  )
  printTable(
    works.map(({ use, total, longest }) => ({
      use,
      'of a scan': (total / scan).toFixed(2),
      ms: total.toFixed(0),
      longest: longest.toFixed(1),
    })),
  )
  expect(works.filter(({ longest }) => longest > LONGEST)).toEqual([])
  expect(shown).toBeLessThanOrEqual(MEMORY_GOAL)
}

test('one stream of a million events', () => measureUses(1))

test('a thousand streams of a thousand events', () => measureUses(1000))

test(`the second half million events costs at most ${GROWTH_GOAL} times the first, with its end in sight`, () => {
  const ratios = Array.from({ length: 5 }, () => {
    const session = emptySession()
    openStream(session, 1)
    const panel = drivenPanel(session)
    panel.measure(() => panel.state.streams.select(0, 'only'))
    const half = () => liveTail(session, panel, EVENTS / RUN / 2).total
    const first = half()
    return half() / first
  })
  printTable([{ ratio: median(ratios).toFixed(3), rounds: ratios.map(ratio => ratio.toFixed(2)).join(' ') }])
  expect(median(ratios)).toBeLessThanOrEqual(GROWTH_GOAL)
})
