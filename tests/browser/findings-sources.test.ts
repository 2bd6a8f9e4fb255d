import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import { expectDocumented } from './documented.ts'
import { evidenceOf, explained, findingsOf, waitForFinding } from './findings.ts'
import {
  BROWSER,
  newTabWithPanel,
  openTab,
  type PanelHandle,
  selectStream,
  waitFor,
} from './harness/index.ts'
import { useResource, useStage } from './stage.ts'

const IS_FIREFOX = BROWSER === 'firefox'

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
  const waiting = of.frame.waitForFunction(isThere, { polling: 50, timeout: 15_000 }, index)
  return explained(of, waiting, `stream ${index} has no body`)
}

/**
 * Opens an EventSource until it has connected twice and DevTools tells the bytes of the connection: of one that
 * Firefox's own list lacks, as happens on a busy machine (docs/network.md), nobody can tell.
 */
const openListed = async (program: FixturePrograms, connection: 0 | 1) => {
  for (let left = 3; ; left--) {
    const url = stage.stream(program)
    await openSources(panel(), url)
    await placeOf(panel(), url, 1)
    const index = await placeOf(panel(), url, connection)
    try {
      await waitForBody(panel(), index)
      return { url, index }
    } catch (error) {
      if (left === 1 || !IS_FIREFOX) throw error
      await closeSources(panel())
    }
  }
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
  // An event without an ID has the same last event ID as one with it: which it was is told by bytes alone.
  const { url: repeating, index: second } = await openListed(resumed(4), 1)
  await show(panel(), second)
  await waitForFinding(panel(), 'last-event-repeated')
  await expectDocumented(panel(), 'Last-Event-ID, one too many', 'found')
  const evidence = ['Request', 'Event 1', await linkTo(panel(), await placeOf(panel(), repeating))]
  expect(await evidenceOf(panel(), 'last-event-repeated')).toEqual(evidence)
  await closeSources(panel())
  await show(panel(), (await openListed(resumed(5), 1)).index)
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
  await show(panel(), (await openListed(ending('data: b'), 0)).index)
  await waitForFinding(panel(), 'last-event-cut')
  await expectDocumented(panel(), 'the end of an EventSource', 'found')
  expect(await evidenceOf(panel(), 'last-event-cut')).toEqual(['Event 3'])
  await closeSources(panel())
  await show(panel(), (await openListed(ending('data: b\n\n'), 0)).index)
  await expectDocumented(panel(), 'the end of an EventSource', 'left')
})

/** Shows the first connection whose silence before its cut is like that of one before; a busy machine draws them out. */
const showCutAlike = async (url: string): Promise<number> => {
  for (let connection = 1; connection < 9; connection++) {
    await placeOf(panel(), url, connection + 1)
    await show(panel(), await placeOf(panel(), url, connection))
    if ((await findingsOf(panel())).some(([code]) => CUTS.includes(code))) return connection
  }
  throw new Error('no two of nine silences were alike')
}

/** Firefox tells the bytes of an open EventSource, and so its comments, where it lists the request. */
const CUTS = IS_FIREFOX ? ['cut-when-idle', 'cut-without-events'] : ['cut-without-events']

test('an EventSource that is cut twice after the same silence is found, and not where something comes in between', async () => {
  const cut: FixturePrograms = {
    steps: [{ write: 'retry: 500\ndata: a\n\n' }, { wait: 2_200 }],
    end: 'reset',
  }
  const idle = stage.stream(cut)
  await openSources(panel(), idle)
  const connection = await showCutAlike(idle)
  await closeSources(panel())
  await expectDocumented(panel(), 'EventSource, idle', 'found')
  const earlier = Array.from({ length: connection }, async (_, at) =>
    linkTo(panel(), await placeOf(panel(), idle, at)),
  )
  const [end, ...alike] = (await Promise.all(CUTS.map(code => evidenceOf(panel(), code)))).flat()
  expect(end).toBe('End')
  expect(alike).not.toEqual([])
  expect(await Promise.all(earlier)).toEqual(expect.arrayContaining(alike))
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
    ['silence', ['silent'], held, kept],
    [
      'silence of an EventSource',
      IS_FIREFOX ? ['silent', 'no-events'] : ['no-events'],
      heldSource,
      keptSource,
    ],
  ] as const
  for (const [name, codes, silent, lively] of cases) {
    await show(panel(), await placeOf(panel(), silent))
    const code = await waitForFinding(panel(), ...codes)
    await expectDocumented(panel(), name, 'found')
    expect(await evidenceOf(panel(), code)).toEqual(['Chunk 1'])
    await show(panel(), await placeOf(panel(), lively))
    await expectDocumented(panel(), name, 'left')
  }
})
