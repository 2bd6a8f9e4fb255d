import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  BROWSER,
  goThroughHistory,
  newTabWithPanel,
  openPanel,
  type PanelHandle,
  press,
  reload,
  resetSettings,
  sessionSnapshot,
  streamTotals,
  waitFor,
  waitForRecorder,
  waitForStreams,
} from './harness/index.ts'
import { idOf, useStage } from './stage.ts'

const stage = useStage()

const brief: FixturePrograms = { steps: [{ write: 'data: one\n\n' }] }
const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }
const stream = (programs: FixturePrograms = brief) => stage.stream(programs)
/** The same page under the machine's other name: another origin and another site. */
const twin = () => stage.page().replace('127.0.0.1', 'localhost')

/** Runs in a page or frame: reads a whole stream. */
const readAll = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  while (reader && !(await reader.read()).done);
}
/** Reads the first chunk and leaves the stream open. */
const readOne = async (url: string) => {
  await (await fetch(url)).body?.getReader().read()
}

const opened: PanelHandle[] = []
const keep = (panel: PanelHandle): PanelHandle => {
  opened.push(panel)
  return panel
}
const openTab = async () => keep(await newTabWithPanel(stage.browser(), stage.page()))
const inspect = async (page: PanelHandle['page']) => keep(await openPanel(stage.browser(), page))
const plainTab = async () => {
  const page = await stage.browser().browser.newPage()
  await page.goto(stage.page())
  return page
}

afterEach(async () => {
  const [last] = opened.slice(-1)
  if (last) await resetSettings(last).catch(() => {})
  for (const panel of opened.splice(0)) await panel.close()
})

const streamsIn = async (panel: PanelHandle) => (await sessionSnapshot(panel)).streams
const statesIn = async (panel: PanelHandle) => (await streamsIn(panel)).map(({ url, state }) => [url, state])
const waitForText = (panel: PanelHandle, words: string, isThere = true) =>
  waitFor(panel, (wanted, there) => document.body.innerText.includes(wanted) === there, words, isThere)
const waitForUrls = (panel: PanelHandle, urls: readonly string[]) =>
  waitFor(
    panel,
    wanted => {
      const streams = globalThis.streamtap?.session.streams ?? []
      return JSON.stringify(streams.map(({ opened }) => opened.url)) === wanted
    },
    JSON.stringify(urls),
  )
const waitForState = (panel: PanelHandle, url: string, state: string) =>
  waitFor(
    panel,
    (address, wanted) =>
      globalThis.streamtap?.session.streams.find(({ opened }) => opened.url === address)?.state === wanted,
    url,
    state,
  )
const noFaults = async (panel: PanelHandle) => {
  expect((await sessionSnapshot(panel)).faults).toEqual([])
  expect(panel.errors).toEqual([])
}

test('DevTools opened late shows what the page has done, the running stream included', async () => {
  const page = await plainTab()
  const urls = [stream(), stream(held)]
  await page.evaluate(readAll, urls[0] ?? '')
  await page.evaluate(readOne, urls[1] ?? '')
  const panel = await inspect(page)
  await waitForUrls(panel, urls)
  expect(await statesIn(panel)).toEqual([
    [urls[0], 'complete'],
    [urls[1], 'open'],
  ])
  await page.evaluate(readAll, stream())
  await waitForStreams(panel, { count: 3 })
  await noFaults(panel)
})

test('a panel that was never shown has recorded all the while, past what the page alone would keep', async () => {
  const page = await plainTab()
  await stage.browser().openDevTools(page)
  await waitForRecorder(stage.browser(), page)
  const url = stream({ steps: [{ flood: 12_000_000 }] })
  await page.evaluate(readAll, url)
  const panel = await inspect(page)
  await waitForStreams(panel, { count: 1, ended: true })
  const recorded = await streamTotals(panel)
  expect(recorded.drops).toEqual([])
  expect(recorded.bytesHeld).toBe(recorded.length)
  expect(recorded.length).toBeGreaterThanOrEqual(12_000_000)
})

test('DevTools closed and opened again, twice: the same streams, none doubled, the running one goes on', async () => {
  const panel = await openTab()
  const { page } = panel
  const urls = [stream(), stream({ steps: [{ flood: 300_000 }], end: 'hold' })]
  await page.evaluate(readAll, urls[0] ?? '')
  await page.evaluate(async url => {
    Reflect.set(window, 'reader', (await fetch(url)).body?.getReader({ mode: 'byob' }))
  }, urls[1] ?? '')
  const readSome = () =>
    page.evaluate(async () => {
      const reader: ReadableStreamBYOBReader = Reflect.get(window, 'reader')
      return (await reader.read(new Uint8Array(500))).value?.length ?? 0
    })
  let total = await readSome()
  await waitForStreams(panel, { count: 2 })
  await panel.closeDevTools()
  total += await readSome()
  const second = await inspect(page)
  await waitForUrls(second, urls)
  total += await readSome()
  await second.closeDevTools()
  const third = await inspect(page)
  await waitForUrls(third, urls)
  await waitFor(third, length => globalThis.streamtap?.session.streams[1]?.bytes.length === length, total)
  const running = await streamTotals(third, 1)
  expect([running.state, running.bytesHeld, running.drops]).toEqual(['open', total, []])
  await noFaults(third)
})

test('"Clear" holds when DevTools is opened again', async () => {
  const panel = await openTab()
  const { page } = panel
  await page.evaluate(readAll, stream())
  await page.evaluate(readOne, stream(held))
  await waitForStreams(panel, { count: 2 })
  await press(panel, 'Clear')
  const url = stream()
  await page.evaluate(readAll, url)
  await waitForUrls(panel, [url])
  await panel.closeDevTools()
  const again = await inspect(page)
  await waitForUrls(again, [url])
  await noFaults(again)
})

for (const [name, next] of [
  ['same-site', () => `${stage.page()}?next`],
  ['cross-site', twin],
] as const) {
  test(`${name} navigation clears the list`, async () => {
    const panel = await openTab()
    await panel.page.evaluate(readOne, stream(held))
    await waitForStreams(panel, { count: 1 })
    await panel.page.goto(next())
    await waitForUrls(panel, [])
    const url = stream()
    await panel.page.evaluate(readAll, url)
    await waitForUrls(panel, [url])
    await noFaults(panel)
  })

  test(`${name} navigation keeps the list with "Preserve log"; what was open has been left`, async () => {
    const panel = await openTab()
    await press(panel, 'Preserve log')
    const urls = [stream(held), stream()]
    await panel.page.evaluate(readOne, urls[0] ?? '')
    await waitForStreams(panel, { count: 1 })
    await panel.page.goto(next())
    await panel.page.evaluate(readAll, urls[1] ?? '')
    await waitForUrls(panel, urls)
    await waitForState(panel, urls[1] ?? '', 'complete')
    // Its own last word, or the word of the browser that it is gone.
    expect((await streamsIn(panel))[0]?.state).toMatch(/^(left|failed|aborted)$/)
    await noFaults(panel)
  })
}

/** Goes away and back; the page must come from the cache, or the test tests nothing. */
const goAwayAndBack = async (panel: PanelHandle, away: string, meanwhile: () => Promise<void>) => {
  const { page } = panel
  await page.evaluate(() => {
    Reflect.set(window, 'mark', 'kept')
  })
  await page.goto(away)
  await meanwhile()
  await goThroughHistory(page, -1)
  expect(await page.evaluate(() => Reflect.get(window, 'mark'))).toBe('kept')
}

test('back from the back/forward cache the streams of the page are back, and only they', async () => {
  const panel = await openTab()
  const { page } = panel
  const urls = [stream(), stream(), stream()]
  const away = stream()
  await page.evaluate(readAll, urls[0] ?? '')
  await page.evaluate(readAll, urls[1] ?? '')
  await waitForUrls(panel, urls.slice(0, 2))
  await goAwayAndBack(panel, `${stage.page()}?away`, async () => {
    await page.evaluate(readAll, away)
    await waitForUrls(panel, [away])
  })
  await waitForUrls(panel, urls.slice(0, 2))
  await page.evaluate(readAll, urls[2] ?? '')
  await waitForUrls(panel, urls)
  expect((await streamsIn(panel)).map(({ state, eventCount }) => [state, eventCount])).toEqual(
    urls.map(() => ['complete', 1]),
  )
  await goThroughHistory(page, 1)
  await waitForUrls(panel, [away])
  await noFaults(panel)
})

test('with "Preserve log" a page back from the cache goes on without loss or double', async () => {
  const panel = await openTab()
  await press(panel, 'Preserve log')
  const { page } = panel
  const urls = [stream(), stream(), stream()]
  await page.evaluate(readAll, urls[0] ?? '')
  await goAwayAndBack(panel, `${stage.page()}?away`, async () => {
    await page.evaluate(readAll, urls[1] ?? '')
    await waitForUrls(panel, urls.slice(0, 2))
  })
  await page.evaluate(readAll, urls[2] ?? '')
  await waitForUrls(panel, urls)
  await noFaults(panel)
})

test('a frame that is removed leaves its running stream behind; the page and new frames go on', async () => {
  const panel = await openTab()
  const { page } = panel
  const urls = [stream(held), stream(), stream()]
  const openFrame = () =>
    page.evaluate(
      src =>
        new Promise<void>(resolve => {
          const frame = document.createElement('iframe')
          frame.src = src
          frame.onload = () => resolve()
          document.body.append(frame)
        }),
      twin(),
    )
  await openFrame()
  await page.frames()[1]?.evaluate(readOne, urls[0] ?? '')
  await waitForState(panel, urls[0] ?? '', 'open')
  await page.evaluate(() => document.querySelector('iframe')?.remove())
  await waitFor(panel, () => globalThis.streamtap?.session.streams[0]?.state !== 'open')
  await page.evaluate(readAll, urls[1] ?? '')
  await openFrame()
  await page.frames()[1]?.evaluate(readAll, urls[2] ?? '')
  await waitForUrls(panel, urls)
  const streams = await streamsIn(panel)
  expect(streams[0]?.state).toMatch(/^(left|failed|aborted)$/)
  expect(streams.map(({ isTopFrame }) => isTopFrame)).toEqual([false, true, false])
  await noFaults(panel)
})

test('records arrive while DevTools is hidden and its timers are throttled', async () => {
  const panel = await openTab()
  const front = await plainTab()
  await front.bringToFront()
  await waitFor(panel, () => document.visibilityState === 'hidden')
  const url = stream({ steps: [{ flood: 5_000_000 }] })
  await panel.page.evaluate(readAll, url)
  await waitForStreams(panel, { count: 1, ended: true })
  const recorded = await streamTotals(panel)
  expect(recorded.bytesHeld).toBe(recorded.length)
  expect(recorded.drops).toEqual([])
  expect(await panel.frame.evaluate(() => document.visibilityState)).toBe('hidden')
  await front.close()
})

test('a page that lives on when the extension is installed anew is unharmed, and the panel asks for a reload', async () => {
  const panel = await openTab()
  const { page } = panel
  const complaints: string[] = []
  page.on('pageerror', error => complaints.push(String(error)))
  page.on('console', message => complaints.push(message.text()))
  const running = stream({ steps: [{ write: 'data: one\n\n' }, { wait: 6_000 }, { write: 'data: two\n\n' }] })
  await page.evaluate(url => {
    Reflect.set(
      window,
      'running',
      fetch(url).then(response => response.text()),
    )
  }, running)
  await waitForStreams(panel, { count: 1 })
  await stage.browser().reinstall(async () => {
    const during = stream()
    expect(await page.evaluate(async url => (await fetch(url)).text(), during)).toBe('data: one\n\n')
  })
  expect(await page.evaluate(() => Reflect.get(window, 'running'))).toBe('data: one\n\ndata: two\n\n')
  await panel.closeDevTools()
  const again = await inspect(page)
  await waitForText(again, 'No recorder script answers in this page: reload the page')
  await page.evaluate(readAll, stream())
  await page.goto(`${stage.page()}?away`)
  await goThroughHistory(page, -1)
  expect(complaints).toEqual([])
  await reload(page)
  await waitForText(again, 'No recorder script answers', false)
  const url = stream()
  await page.evaluate(readAll, url)
  await waitForUrls(again, [url])
  expect(stage.server().requests(idOf(running)).length).toBe(1)
  await noFaults(again)
})

test('where no extension may run the panel says that nothing can be recorded', async () => {
  const panel = await openTab()
  await panel.page.goto(`view-source:${stage.page()}`)
  await waitForText(panel, 'Nothing can be recorded in this page')
  await panel.page.goto(stage.page())
  await waitForText(panel, 'Nothing can be recorded in this page', false)
  await noFaults(panel)
})

const keptOut = {
  chromium: {
    title: 'No recorder script answers in this page: the browser keeps Streamtap out',
    where: 'open chrome://extensions',
  },
  firefox: { title: 'Nothing can be recorded in this page', where: 'open about:addons' },
}[BROWSER]

test('where the browser keeps the extension out the panel says so, and where to let it in', async () => {
  const { title, where } = keptOut
  const browser = stage.browser()
  const panel = await openTab()
  const host = new URL(stage.page()).hostname
  await browser.keepOut(true, host)
  try {
    await panel.page.bringToFront()
    await panel.page.goto(`${stage.page()}?kept-out`)
    await waitForText(panel, title)
    await waitForText(panel, where)
  } finally {
    await browser.keepOut(false, host)
  }
  await panel.page.goto(`${stage.page()}?let-in`)
  await waitForText(panel, title, false)
  const url = stream()
  await panel.page.evaluate(readAll, url)
  await waitForUrls(panel, [url])
  await noFaults(panel)
})
