import { expect, test } from 'vitest'
import {
  BROWSER,
  newTabWithPanel,
  openPanel,
  type PanelHandle,
  press,
  sessionSnapshot,
  streamTotals,
  waitForStreams,
} from '../browser/harness/index.ts'
import { useResource, useStage } from '../browser/stage.ts'
import { startDemoServer } from '../servers/demo-server.ts'
import { fixtureUrl } from '../servers/fixture/program.ts'

const stage = useStage({ args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] })

/** A browser opens six connections to a host and port, so many streams at once need many of those. */
const HOSTS = 40
const AT_ONCE = 200
const servers = useResource(async () => {
  const all = await Promise.all(Array.from({ length: HOSTS }, () => startDemoServer({ pace: 0 })))
  return { urls: all.map(({ url }) => url), close: () => Promise.all(all.map(server => server.close())) }
})

/** Runs in the page: reads the streams, all at once, and says how many bytes each had. */
const readAtOnce = (urls: readonly string[]) =>
  Promise.all(
    urls.map(async url => {
      const reader = (await fetch(url)).body?.getReader()
      let length = 0
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
        length += read.value.length
      return length
    }),
  )

const withoutLoss = async (panel: PanelHandle) => {
  const { streams, faults } = await sessionSnapshot(panel)
  expect(faults).toEqual([])
  expect(panel.errors).toEqual([])
  expect(streams.flatMap(({ drops }) => drops)).toEqual([])
  return streams
}

test('two hundred streams at once are there with every event', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const urls = Array.from({ length: AT_ONCE }, (_, index) =>
    fixtureUrl(
      servers().urls[index % HOSTS] ?? '',
      { steps: [{ events: 50, over: 3_000 }] },
      { id: `at-once-${index}`, cors: true },
    ),
  )
  const lengths = await panel.page.evaluate(readAtOnce, urls)
  await waitForStreams(panel, { count: AT_ONCE, ended: true })
  const streams = await withoutLoss(panel)
  expect(new Set(streams.map(({ state, eventCount }) => `${state} ${eventCount}`))).toEqual(
    new Set(['complete 50']),
  )
  const recorded = new Map(streams.map(({ url, length }) => [url, length]))
  expect(urls.map(url => recorded.get(url))).toEqual(lengths)
  await panel.close()
})

test('a thousand streams, opened and closed one after the other, are all there', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const brief = stage.stream({ steps: [{ write: 'data: one\n\n' }] })
  // Firefox is slow to leave a stream that never ends, with and without Streamtap.
  const long = stage.stream({
    steps: [{ write: 'data: one\n\n' }, { wait: 100 }, { write: 'data: two\n\n' }],
  })
  const readFrom = async (first: number, short: string, long: string) => {
    for (let index = first; index < first + 50; index++) {
      const reader = (await fetch(index % 3 === 0 ? long : short)).body?.getReader()
      await reader?.read()
      if (index % 3 === 0) await reader?.cancel()
      else await reader?.read()
    }
  }
  // In shares, as a driver waits for an answer only so long.
  for (let first = 0; first < 1_000; first += 50) await panel.page.evaluate(readFrom, first, brief, long)
  await waitForStreams(panel, { count: 1_000, ended: true })
  const streams = await withoutLoss(panel)
  expect(streams.map(({ state, eventCount }) => [state, eventCount])).toEqual(
    Array.from({ length: 1_000 }, (_, index) => [index % 3 === 0 ? 'cancelled' : 'complete', 1]),
  )
  await panel.close()
})

test('a hundred thousand events of one minute are all there when DevTools is opened afterwards', async () => {
  const page = await stage.browser().browser.newPage()
  await page.goto(stage.page())
  const url = stage.stream({ steps: [{ events: 100_000, over: 60_000 }] })
  const [length] = await page.evaluate(readAtOnce, [url])
  const panel = await openPanel(stage.browser(), page)
  await waitForStreams(panel, { count: 1, ended: true })
  const { state, bytesHeld, drops } = await streamTotals(panel)
  expect([state, bytesHeld, drops]).toEqual(['complete', length, []])
  const count = () => globalThis.streamtap?.session.streams[0]?.eventCount
  expect(await panel.frame.evaluate(count)).toBe(100_000)
  expect(panel.errors).toEqual([])
  await panel.close()
})

/** Bytes in use in the process of the panel and the recorder, after a collection of garbage. */
const memoryOf = (panel: PanelHandle): Promise<number> =>
  panel.frame.evaluate(async () => {
    const collect: unknown = Reflect.get(globalThis, 'gc')
    for (let turn = 0; turn < 3; turn++) {
      if (typeof collect === 'function') collect()
      await new Promise(resolve => setTimeout(resolve, 200))
    }
    return Reflect.get(performance, 'memory').usedJSHeapSize
  })

test.runIf(BROWSER === 'chromium')('after "Clear" the memory is what it was', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const record = async () => {
    const urls = Array.from({ length: 5 }, () => stage.stream({ steps: [{ flood: 10_000_000 }] }))
    await panel.page.evaluate(readAtOnce, urls)
    await waitForStreams(panel, { count: 5, ended: true })
  }
  // What is made once and kept is there after the first round.
  await record()
  await press(panel, 'Clear')
  const before = await memoryOf(panel)
  await record()
  const during = await memoryOf(panel)
  expect(during - before).toBeGreaterThan(50_000_000)
  await press(panel, 'Clear')
  await expect.poll(() => memoryOf(panel), { timeout: 60_000 }).toBeLessThan(before * 1.1)
  await panel.close()
})
