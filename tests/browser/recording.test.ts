import { expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  BROWSER,
  byRole,
  fillSearch,
  goThroughHistory,
  newTabWithPanel,
  openPanel,
  type PanelHandle,
  press,
  resetSettings,
  selectStream,
  sessionSnapshot,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const brief: FixturePrograms = { steps: [{ write: 'data: one\n\n' }] }
const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }
const stream = (programs: FixturePrograms = brief) => stage.stream(programs)

/** Runs in a page or frame: reads a whole stream. */
const readAll = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  while (reader && !(await reader.read()).done);
}
/** Reads the first chunk and leaves the stream open. */
const readOne = async (url: string) => {
  await (await fetch(url)).body?.getReader().read()
}

const urlsIn = async (panel: PanelHandle) => (await sessionSnapshot(panel)).streams.map(each => each.url)

test('every frame of the page is recorded, whatever its kind, and named', async () => {
  const panel = await newTabWithPanel(stage.browser(), `${stage.server().url}/fixture/frames`)
  const frames = panel.page.frames()
  const urls = frames.map(() => stream())
  await Promise.all(frames.map((frame, i) => frame.evaluate(readAll, urls[i] ?? '')))
  await waitForStreams(panel, { count: frames.length, ended: true })
  const { streams, faults } = await sessionSnapshot(panel)
  expect(faults).toEqual([])
  expect(streams.map(each => each.url).sort()).toEqual([...urls].sort())
  expect(streams.filter(each => each.isTopFrame).length).toBe(1)
  const documents = streams.map(each => each.documentUrl.replace(/:\d+/, ''))
  expect([...new Set(documents)].sort()).toEqual([
    'about:blank',
    'about:srcdoc',
    'http://127.0.0.1/fixture/frames',
    'http://127.0.0.1/fixture/page',
    'http://localhost/fixture/page',
  ])
  await panel.close()
})

test('frames of a page that was there before DevTools are all shown', async () => {
  const page = await stage.browser().browser.newPage()
  await page.goto(`${stage.server().url}/fixture/frames`)
  const frames = page.frames()
  const urls = frames.map(() => stream())
  await Promise.all(frames.map((frame, i) => frame.evaluate(readAll, urls[i] ?? '')))
  const panel = await openPanel(stage.browser(), page)
  await waitForStreams(panel, { count: frames.length, ended: true })
  expect((await urlsIn(panel)).sort()).toEqual([...urls].sort())
  await panel.close()
})

test('two tabs never see each other', async () => {
  const first = await newTabWithPanel(stage.browser(), stage.page())
  const second = await newTabWithPanel(stage.browser(), stage.page())
  const [a, b] = [stream(), stream()]
  await first.page.evaluate(readAll, a)
  await second.page.evaluate(readAll, b)
  await waitForStreams(first, { count: 1, ended: true })
  await waitForStreams(second, { count: 1, ended: true })
  expect(await urlsIn(first)).toEqual([a])
  expect(await urlsIn(second)).toEqual([b])
  await first.close()
  await second.close()
})

test('pages under a policy, opened documents and early frames are recorded', async () => {
  const panel = await newTabWithPanel(stage.browser(), `${stage.page()}?csp=strict`)
  const urls = [stream(), stream(), stream()]
  await panel.page.evaluate(readAll, urls[0] ?? '')
  await waitForStreams(panel, { count: 1, ended: true })
  await panel.page.goto(stage.page())
  await panel.page.evaluate(async url => {
    document.open()
    document.write('<!doctype html><p>written')
    document.close()
    await (await fetch(url)).text()
  }, urls[1] ?? '')
  await waitForStreams(panel, { count: 1, ended: true })
  await panel.page.evaluate(async url => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    await (await frame.contentWindow?.fetch(url))?.text()
  }, urls[2] ?? '')
  await waitForStreams(panel, { count: 2, ended: true })
  expect(await urlsIn(panel)).toEqual(urls.slice(1))
  await panel.close()
})

test('a new page clears the list, or with "Preserve log" joins it; what was open has been left', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const urls = [stream(held), stream(held), stream()]
  await panel.page.evaluate(readOne, urls[0] ?? '')
  await waitForStreams(panel, { count: 1 })
  await panel.page.goto(`${stage.page()}?second`)
  await panel.page.evaluate(readOne, urls[1] ?? '')
  await panel.frame.waitForFunction(
    url => globalThis.streamtap?.session.streams[0]?.opened.url === url,
    { polling: 50 },
    urls[1],
  )
  expect(await urlsIn(panel)).toEqual([urls[1]])
  await press(panel, 'Preserve log')
  await panel.page.goto(stage.page().replace('127.0.0.1', 'localhost'))
  await panel.page.evaluate(readAll, urls[2] ?? '')
  await waitForStreams(panel, { count: 2, ended: true })
  const { streams } = await sessionSnapshot(panel)
  expect(streams.map(each => [each.url, each.state])).toEqual([
    // Firefox cuts the streams of a page as it starts to leave it, and the page's own read fails.
    [urls[1], BROWSER === 'firefox' ? 'failed' : 'left'],
    [urls[2], 'complete'],
  ])
  await resetSettings(panel)
  await panel.close()
})

test('a page that comes back from the back/forward cache goes on without loss or double', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  await press(panel, 'Preserve log')
  const urls = [stream(), stream(), stream()]
  await panel.page.evaluate(readAll, urls[0] ?? '')
  await panel.page.evaluate(() => {
    Reflect.set(window, 'mark', 'kept')
  })
  await panel.page.goto(`${stage.page()}?away`)
  await panel.page.evaluate(readAll, urls[1] ?? '')
  await waitForStreams(panel, { count: 2, ended: true })
  await goThroughHistory(panel.page, -1)
  const mark = await panel.page.evaluate(() => Reflect.get(window, 'mark'))
  expect(mark).toBe('kept')
  await panel.page.evaluate(readAll, urls[2] ?? '')
  await waitForStreams(panel, { count: 3, ended: true })
  expect(await urlsIn(panel)).toEqual(urls)
  await resetSettings(panel)
  await panel.close()
})

test('DevTools closed and opened again shows what the page has done meanwhile and before', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const urls = [stream(), stream()]
  await panel.page.evaluate(readAll, urls[0] ?? '')
  await waitForStreams(panel, { count: 1, ended: true })
  await panel.closeDevTools()
  await panel.page.evaluate(readAll, urls[1] ?? '')
  const again = await openPanel(stage.browser(), panel.page)
  await waitForStreams(again, { count: 2, ended: true })
  expect(await urlsIn(again)).toEqual(urls)
  await again.close()
})

test('DevTools that is moved to another side, or into a window, loses nothing and shows what comes', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page(), { dock: 'right' })
  const urls = [stream()]
  await panel.page.evaluate(readAll, urls[0] ?? '')
  await waitForStreams(panel, { count: 1, ended: true })
  await press(panel, 'Preserve log')
  await selectStream(panel, 0)
  await fillSearch(panel, 'Filter events', 'one')
  for (const side of ['bottom', 'undocked', 'right', 'left', 'undocked', 'bottom'] as const) {
    await panel.dock(side)
    const url = stream()
    urls.push(url)
    await panel.page.evaluate(readAll, url)
    await waitForStreams(panel, { count: urls.length, ended: true })
    expect(await urlsIn(panel)).toEqual(urls)
    const grid = await byRole(panel, 'grid', 'Streams')
    const rows = () => grid.evaluate(found => Number(found.getAttribute('aria-rowcount')) - 1)
    await expect.poll(rows).toBe(urls.length)
  }
  const button = await byRole(panel, 'button', 'Preserve log')
  expect(await button.evaluate(found => found.getAttribute('aria-pressed'))).toBe('true')
  const filter = await byRole(panel, 'searchbox', 'Filter events')
  expect(await filter.evaluate(found => 'value' in found && found.value)).toBe('one')
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('"Record" off records nothing, counts what a running stream loses meanwhile, and on goes on', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const { page } = panel
  const url = stream({ steps: [{ flood: 100_000 }] })
  await page.evaluate(async address => {
    Reflect.set(window, 'reader', (await fetch(address)).body?.getReader({ mode: 'byob' }))
  }, url)
  const read = () =>
    page.evaluate(async () => {
      const reader: ReadableStreamBYOBReader = Reflect.get(window, 'reader')
      return (await reader.read(new Uint8Array(500))).value?.length ?? 0
    })
  let total = 0
  const readSome = async () => {
    for (let i = 0; i < 20; i++) {
      total += await read()
      await panel.frame.evaluate(() => document.title)
    }
  }
  await readSome()
  await press(panel, 'Record')
  await readSome()
  const unseen = stream()
  await page.evaluate(readAll, unseen)
  await press(panel, 'Record')
  await readSome()
  await page.evaluate(() => (Reflect.get(window, 'reader') as ReadableStreamBYOBReader).cancel())
  await waitForStreams(panel, { count: 1, ended: true })
  const { streams } = await sessionSnapshot(panel)
  expect(streams.map(each => each.url)).toEqual([url])
  const [recorded] = streams
  const [drop] = recorded?.drops ?? []
  expect(recorded?.drops.map(({ reason }) => reason)).toEqual(['recording-off'])
  expect((recorded?.chunks.length ?? 0) + (drop?.chunks ?? 0)).toBe(60)
  expect(recorded?.length).toBe(total)
  expect((recorded?.bytesHeld ?? 0) + (drop?.bytes ?? 0)).toBe(total)
  await panel.close()
})

test('"Clear" empties the list; what comes later is shown', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  await panel.page.evaluate(readAll, stream())
  await waitForStreams(panel, { count: 1, ended: true })
  await press(panel, 'Clear')
  expect(await urlsIn(panel)).toEqual([])
  const url = stream()
  await panel.page.evaluate(readAll, url)
  await waitForStreams(panel, { count: 1, ended: true })
  expect(await urlsIn(panel)).toEqual([url])
  await panel.close()
})

test('what the document could not keep until DevTools was opened is said, with its size', async () => {
  const page = await stage.browser().browser.newPage()
  await page.goto(stage.page())
  await page.evaluate(readAll, stream({ steps: [{ flood: 12_000_000 }] }))
  const panel = await openPanel(stage.browser(), page)
  await waitForStreams(panel, { count: 1, ended: true })
  const [recorded] = (await sessionSnapshot(panel)).streams
  const lost = recorded?.drops.reduce((sum, drop) => sum + drop.bytes, 0) ?? 0
  expect(recorded?.length).toBeGreaterThanOrEqual(12_000_000)
  expect(lost).toBe((recorded?.length ?? 0) - (recorded?.bytesHeld ?? 0))
  expect(lost).toBeGreaterThan(4_000_000)
  expect(lost).toBeLessThan(4_400_000)
  expect(recorded?.drops.every(drop => drop.reason === 'document-limit')).toBe(true)
  expect(recorded?.chunks.reduce((sum, chunk) => sum + chunk.size, 0)).toBe(recorded?.length)
  await panel.close()
})
