import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import { expectDocumented } from './documented.ts'
import { evidenceOf, explained, waitForFinding } from './findings.ts'
import {
  BROWSER,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  waitFor,
} from './harness/index.ts'
import { useResource, useStage } from './stage.ts'

const stage = useStage()
const panel = useResource(() => newTabWithPanel(stage.browser(), stage.page()))
afterEach(() => closeSources(panel()))

declare global {
  /** What a page has open, to be closed after each test. */
  var sources: { close(): unknown }[] | undefined
}

/** Runs in the page. */
const open = (urls: string[]) => {
  globalThis.sources = [...(globalThis.sources ?? []), ...urls.map(url => new EventSource(url))]
}
const openSources = (to: PanelHandle, ...urls: string[]) => to.page.evaluate(open, urls)
const closeSources = (of: PanelHandle) =>
  of.page.evaluate(() => {
    for (const each of globalThis.sources?.splice(0) ?? []) each.close()
  })

/** The place among all streams of an address's first connection, or of a later one. Waits until it is there. */
const placeOf = async (of: PanelHandle, url: string, connection = 0): Promise<number> => {
  const find = (wanted: string, which: number) => {
    const urls = globalThis.streamtap?.session.streams.map(({ opened }) => opened.url) ?? []
    return urls.flatMap((each, index) => (each === wanted ? [index] : []))[which] ?? -1
  }
  await expect.poll(() => of.frame.evaluate(find, url, connection)).toBeGreaterThanOrEqual(0)
  return of.frame.evaluate(find, url, connection)
}

/** Shows what is found of a stream, by its place among all. */
const show = async (of: PanelHandle, index: number) => {
  await selectStream(of, index)
  await openTab(of, 'Findings')
}

/** The name of the link to a stream. */
const linkTo = (of: PanelHandle, index: number) =>
  of.frame.evaluate(
    wanted => `Stream ${globalThis.streamtap?.session.streams[wanted]?.opened.streamId}`,
    index,
  )

const waitForEvents = (of: PanelHandle, index: number, count: number) =>
  waitFor(
    of,
    (wanted, least) => globalThis.streamtap?.session.streams[wanted]?.eventCount === least,
    index,
    count,
  )

/** Waits until DevTools has given the bytes of an EventSource, which its page does not have. */
const waitForBody = (of: PanelHandle, index: number) => {
  const isThere = (wanted: number) => {
    const consumers = globalThis.streamtap?.session.streams[wanted]?.chunks.consumers ?? []
    return consumers.length > 0 && consumers.every(each => each.endsWith('-body'))
  }
  return explained(of, waitFor(of, isThere, index), `stream ${index} has no body`)
}

/** Events of which each has an ID of its own. */
const numbered = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => `id: ${from + at}\ndata: ${from + at}\n\n`).join('')

test('a server that sends the event again that Last-Event-ID names is found, and not once it begins behind it', async () => {
  const resumed = (from: number): FixturePrograms => [
    { steps: [{ write: `retry: 600\n\n${numbered(1, 5)}` }, { wait: 100 }] },
    { steps: [{ write: numbered(from, 8) }, { wait: 100 }] },
    { steps: [{ write: numbered(8, 12) }], end: 'hold' },
  ]
  const repeating = stage.stream(resumed(4))
  await openSources(panel(), repeating)
  const second = await placeOf(panel(), repeating, 1)
  // An event without an ID has the same last event ID as one with it: which it was is told by bytes alone.
  await waitForBody(panel(), second)
  await show(panel(), second)
  await waitForFinding(panel(), 'last-event-repeated')
  await expectDocumented(panel(), 'Last-Event-ID, one too many', 'found')
  const evidence = ['Request', 'Event 1', await linkTo(panel(), await placeOf(panel(), repeating))]
  expect(await evidenceOf(panel(), 'last-event-repeated')).toEqual(evidence)
  await closeSources(panel())
  const mended = stage.stream(resumed(5))
  await openSources(panel(), mended)
  const next = await placeOf(panel(), mended, 1)
  await waitForBody(panel(), next)
  await show(panel(), next)
  await expectDocumented(panel(), 'Last-Event-ID, one too many', 'left')
})

const HELD: FixturePrograms = { steps: [{ write: 'data: a\n\n' }], end: 'hold' }

test('three EventSources of one address are found, and not where each is closed before the next', async () => {
  const url = stage.stream(HELD)
  await openSources(panel(), url, url, url)
  await show(panel(), await placeOf(panel(), url, 2))
  await waitForFinding(panel(), 'same-address')
  await expectDocumented(panel(), 'three EventSources of one address', 'found')
  const links = await Promise.all([0, 1, 2].map(async at => linkTo(panel(), await placeOf(panel(), url, at))))
  expect(await evidenceOf(panel(), 'same-address')).toEqual(links)
  for (let opened = 0; opened < 3; opened++) {
    await closeSources(panel())
    await openSources(panel(), url)
    await waitForEvents(panel(), await placeOf(panel(), url, 3 + opened), 1)
  }
  await show(panel(), await placeOf(panel(), url, 5))
  await expectDocumented(panel(), 'three EventSources of one address', 'left')
})

test('an event that stands open where an EventSource lost its connection is found, and not once it has ended', async () => {
  const ending = (last: string): FixturePrograms => [
    { steps: [{ write: `retry: 600\n\ndata: a\n\n${last}` }, { wait: 100 }] },
    HELD,
  ]
  const cut = stage.stream(ending('data: b'))
  await openSources(panel(), cut)
  // The list stands still once the next connection has its row.
  await placeOf(panel(), cut, 1)
  await show(panel(), await placeOf(panel(), cut))
  await waitForFinding(panel(), 'last-event-cut')
  await expectDocumented(panel(), 'the end of an EventSource', 'found')
  expect(await evidenceOf(panel(), 'last-event-cut')).toEqual(['Event 3'])
  await closeSources(panel())
  const whole = stage.stream(ending('data: b\n\n'))
  await openSources(panel(), whole)
  await placeOf(panel(), whole, 1)
  const ended = await placeOf(panel(), whole)
  await waitForBody(panel(), ended)
  await show(panel(), ended)
  await expectDocumented(panel(), 'the end of an EventSource', 'left')
})

const IS_FIREFOX = BROWSER === 'firefox'

test('an EventSource that is cut twice after the same silence is found, and not where something comes in between', async () => {
  const code = IS_FIREFOX ? 'cut-when-idle' : 'cut-without-events'
  const cut: FixturePrograms = {
    steps: [{ write: 'retry: 500\ndata: a\n\n' }, { wait: 2_200 }],
    end: 'reset',
  }
  const idle = stage.stream(cut)
  await openSources(panel(), idle)
  await placeOf(panel(), idle, 2)
  await closeSources(panel())
  await show(panel(), await placeOf(panel(), idle, 1))
  await waitForFinding(panel(), code)
  await expectDocumented(panel(), 'EventSource, idle', 'found')
  expect(await evidenceOf(panel(), code)).toEqual([
    'End',
    await linkTo(panel(), await placeOf(panel(), idle)),
  ])
  const beats = Array.from({ length: 5 }, () => [{ wait: 500 }, { write: ': beat\n\n' }]).flat()
  const kept: FixturePrograms = { steps: [...beats, { write: 'data: a\n\n' }], end: 'hold' }
  const beating = stage.stream(kept)
  await openSources(panel(), beating)
  const next = await placeOf(panel(), beating)
  await waitForEvents(panel(), next, 1)
  await show(panel(), next)
  await expectDocumented(panel(), 'EventSource, idle', 'left')
})

/** Runs in the page: reads until it is closed as the sources are. */
const readOn = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  if (!reader) return
  globalThis.sources = [...(globalThis.sources ?? []), { close: () => reader.cancel() }]
  while (!(await reader.read()).done);
}

test('comments without an event for two minutes are found, and not where an event comes in between', async () => {
  const beats = (count: number) =>
    Array.from({ length: count }, () => [{ wait: 4_000 }, { write: ': beat\n\n' }]).flat()
  const [event, another] = [{ write: 'data: a\n\n' }, { write: 'data: b\n\n' }]
  const stuck = stage.stream({ steps: [event, ...beats(100)], end: 'hold' })
  const lively = stage.stream({ steps: [event, ...beats(15), another, ...beats(85)], end: 'hold' })
  for (const url of [stuck, lively])
    void panel()
      .page.evaluate(readOn, url)
      .catch(() => {})
  await show(panel(), await placeOf(panel(), stuck))
  await panel().frame.waitForFunction(`document.querySelector('[data-code="comments-only"]')`, {
    polling: 200,
    timeout: 200_000,
  })
  await expectDocumented(panel(), 'comments alone', 'found')
  expect(await evidenceOf(panel(), 'comments-only')).toEqual(['Event 1'])
  await show(panel(), await placeOf(panel(), lively))
  await expectDocumented(panel(), 'comments alone', 'left')
}, 240_000)

/** Runs in the panel: puts its clock forward, and the page's not. */
const putForward = (time: number) => {
  const now = performance.now.bind(performance)
  performance.now = () => now() + time
}

test('silence is found after 45 s, here by a clock that is 40 s fast, and not where comments or events come', async () => {
  const [beats, comments] = [{ events: 120, over: 60_000 }, [{ wait: 500 }, { write: ': beat\n\n' }]]
  await panel().frame.evaluate(putForward, 40_000)
  const commented: FixturePrograms = { steps: Array.from({ length: 60 }, () => comments).flat(), end: 'hold' }
  const [held, kept] = [stage.stream(HELD), stage.stream(commented)]
  for (const url of [held, kept])
    void panel()
      .page.evaluate(readOn, url)
      .catch(() => {})
  // Of another host, whose connections are others.
  const elsewhere = (program: FixturePrograms) => stage.stream(program).replace('127.0.0.1', 'localhost')
  const [heldSource, keptSource] = [elsewhere(HELD), elsewhere({ steps: [beats] })]
  await openSources(panel(), heldSource, keptSource)
  const cases = [
    ['silence', 'silent', held, kept],
    ['silence of an EventSource', IS_FIREFOX ? 'silent' : 'no-events', heldSource, keptSource],
  ] as const
  for (const [name, code, silent, lively] of cases) {
    await show(panel(), await placeOf(panel(), silent))
    await waitForFinding(panel(), code)
    await expectDocumented(panel(), name, 'found')
    expect(await evidenceOf(panel(), code)).toEqual(['Chunk 1'])
    await show(panel(), await placeOf(panel(), lively))
    await expectDocumented(panel(), name, 'left')
  }
})
