import { afterEach, expect, test } from 'vitest'
import type { FixturePrograms } from '../servers/fixture/program.ts'
import {
  byRole,
  fillSetting,
  newTabWithPanel,
  openPanel,
  openSettings,
  type PanelHandle,
  press,
  resetSettings,
  saveSettings,
  selectStream,
  sessionSnapshot,
  storedSettings,
  storeSettings,
  streamTotals,
  waitFor,
  waitForSetting,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const brief: FixturePrograms = { steps: [{ write: 'data: one\n\n' }] }
const held: FixturePrograms = { steps: [{ write: 'data: one\n\n' }], end: 'hold' }
const flood = (bytes: number): FixturePrograms => ({ steps: [{ flood: bytes }] })
const stream = (programs: FixturePrograms = brief) => stage.stream(programs)

/** Runs in a page or frame: reads a whole stream. */
const readAll = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  while (reader && !(await reader.read()).done);
}
/** Reads the first chunk and leaves the stream open. */
const readOne = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  await reader?.read()
  Reflect.set(window, 'reader', reader)
}

const opened: PanelHandle[] = []
const keep = <T extends PanelHandle>(panel: T): T => {
  opened.push(panel)
  return panel
}
const openTab = async () => keep(await newTabWithPanel(stage.browser(), stage.page()))
const inspect = async (page: PanelHandle['page']) => {
  await page.bringToFront()
  return keep(await openPanel(stage.browser(), page))
}

afterEach(async () => {
  const [last] = opened.slice(-1)
  if (last) await resetSettings(last)
  for (const panel of opened.splice(0)) await panel.close()
})

const urlsIn = async (panel: PanelHandle) => (await sessionSnapshot(panel)).streams.map(({ url }) => url)
const waitForText = (panel: PanelHandle, words: string, isThere = true) =>
  waitFor(panel, (wanted, there) => document.body.innerText.includes(wanted) === there, words, isThere)
const isPressed = async (panel: PanelHandle, name: string) =>
  (await byRole(panel, 'button', name)).evaluate(button => button.getAttribute('aria-pressed') === 'true')
const textIn = async (panel: PanelHandle, name: string) =>
  (await byRole(panel, 'textbox', name)).evaluate(field =>
    field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement ? field.value : null,
  )

test('settings and switches are there again when DevTools is opened again', async () => {
  const panel = await openTab()
  await openSettings(panel)
  await fillSetting(panel, 'Bytes per stream', '5')
  await fillSetting(panel, 'Ignored origins', 'https://a.test')
  await saveSettings(panel)
  await press(panel, 'Preserve log')
  await press(panel, 'Record')
  await waitFor(panel, async () => {
    const stored = await (typeof browser === 'undefined' ? chrome : browser).storage.local.get(null)
    return stored.recording === false && stored.preserveLog === true
  })
  expect(await storedSettings(panel)).toMatchObject({
    streamBytes: 5_000_000,
    ignoredOrigins: ['https://a.test'],
    preserveLog: true,
    recording: false,
  })
  await panel.closeDevTools()
  const again = await inspect(panel.page)
  expect([await isPressed(again, 'Preserve log'), await isPressed(again, 'Record')]).toEqual([true, false])
  await openSettings(again)
  expect(await textIn(again, 'Bytes per stream')).toBe('5')
  expect(await textIn(again, 'Ignored origins')).toBe('https://a.test')
  expect(again.errors).toEqual([])
})

test('the dialog is worked by keys, says what is wrong, and gives the focus back', async () => {
  const panel = await openTab()
  const focused = () => panel.frame.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const button = await byRole(panel, 'button', 'Settings')
  await button.evaluate(element => element instanceof HTMLElement && element.focus())
  await panel.devtools.keyboard.press('Enter')
  await byRole(panel, 'dialog', 'Settings')
  await fillSetting(panel, 'Bytes per stream', 'many')
  await panel.devtools.keyboard.press('Enter')
  await waitForText(panel, 'A number from 1 to 4,000, please.')
  await waitFor(panel, () => document.activeElement?.id === 'setting-streamBytes')
  await panel.devtools.keyboard.press('Escape')
  await waitFor(panel, () => document.querySelector('dialog') === null)
  expect(await focused()).toBe('Settings')
  expect(await storedSettings(panel)).toEqual({})
})

test('the limit of a stream holds in the panel at once', async () => {
  const panel = await openTab()
  await panel.page.evaluate(readAll, stream(flood(3_000_000)))
  await waitForStreams(panel, { count: 1, ended: true })
  expect((await streamTotals(panel)).drops).toEqual([])
  await openSettings(panel)
  await fillSetting(panel, 'Bytes per stream', '1')
  await saveSettings(panel)
  await waitFor(panel, () => (globalThis.streamtap?.session.streams[0]?.drops.length ?? 0) > 0)
  const recorded = await streamTotals(panel)
  expect(recorded.drops.map(({ reason }) => reason)).toEqual(['stream-limit'])
  expect(recorded.bytesHeld).toBeLessThanOrEqual(1_000_000)
  expect(recorded.bytesHeld + (recorded.drops[0]?.bytes ?? 0)).toBe(recorded.length)
})

test('the limit of a document holds in pages that are open already, and DevTools are not', async () => {
  const panel = await openTab()
  const page = await stage.browser().browser.newPage()
  await page.goto(stage.page())
  await page.evaluate(readAll, stream(flood(3_000_000)))
  await openSettings(panel)
  await fillSetting(panel, 'Per document before DevTools opens', '1')
  await saveSettings(panel)
  await waitForSetting(panel, page, 'earlyBytes', 1_000_000)
  const other = await inspect(page)
  await waitForStreams(other, { count: 1, ended: true })
  const recorded = await streamTotals(other)
  expect(recorded.bytesHeld).toBeLessThanOrEqual(1_000_000)
  expect(recorded.bytesHeld).toBeGreaterThan(500_000)
  expect(recorded.drops.every(({ reason }) => reason === 'document-limit')).toBe(true)
})

test('with "Record before DevTools opens" off a page records from DevTools on; what it had is told as dropped', async () => {
  const panel = await openTab()
  const page = await stage.browser().browser.newPage()
  await page.goto(stage.page())
  const urls = [stream(flood(100_000)), stream(held), stream(), stream()]
  await page.evaluate(readAll, urls[0] ?? '')
  await page.evaluate(readOne, urls[1] ?? '')
  await openSettings(panel)
  await (await byRole(panel, 'checkbox', 'Record before DevTools opens')).click()
  await saveSettings(panel)
  await waitForSetting(panel, page, 'recordEarly', false)
  await page.evaluate(readAll, urls[2] ?? '')
  const other = await inspect(page)
  await waitForStreams(other, { count: 2 })
  await page.evaluate(readAll, urls[3] ?? '')
  await waitForStreams(other, { count: 3 })
  expect(await urlsIn(other)).toEqual([urls[0], urls[1], urls[3]])
  const { streams, faults } = await sessionSnapshot(other)
  expect(faults).toEqual([])
  for (const early of streams.slice(0, 2)) {
    expect(early.drops.map(({ reason }) => reason)).toEqual(['recording-off'])
    expect(early.drops[0]?.bytes).toBe(early.length)
    expect(early.length).toBeGreaterThan(0)
  }
  expect(streams[2]?.drops).toEqual([])
})

test('an ignored origin is recorded no more, says so, and is recorded again when taken off the list', async () => {
  const panel = await openTab()
  const { page } = panel
  await page.evaluate(readAll, stream())
  await waitForStreams(panel, { count: 1, ended: true })
  await selectStream(panel, 0)
  await openSettings(panel)
  await press(panel, `Ignore ${new URL(page.url()).origin}`)
  await saveSettings(panel)
  await waitForText(panel, 'This origin is on the ignore list')
  await page.evaluate(readAll, stream())
  await page.goto(`${stage.page()}?again`)
  await page.evaluate(readAll, stream())
  expect(await urlsIn(panel)).toEqual([])
  await waitForText(panel, 'Nothing of this page is recorded')
  await openSettings(panel)
  await fillSetting(panel, 'Ignored origins', '')
  await saveSettings(panel)
  await waitForText(panel, 'on the ignore list', false)
  const url = stream()
  await page.evaluate(readAll, url)
  await waitForStreams(panel, { count: 1, ended: true })
  expect(await urlsIn(panel)).toEqual([url])
  expect((await sessionSnapshot(panel)).faults).toEqual([])
})

test('a pattern ignores frames of other hosts only, and names them', async () => {
  const panel = await openTab()
  await openSettings(panel)
  await fillSetting(panel, 'Ignored origins', '*.localhost')
  await saveSettings(panel)
  await panel.page.goto(`${stage.server().url}/fixture/frames`)
  await waitForText(
    panel,
    `This origin is on the ignore list: ${stage.server().url.replace('127.0.0.1', 'localhost')}`,
  )
  const frames = panel.page.frames()
  await Promise.all(frames.map(frame => frame.evaluate(readAll, stream())))
  await waitForStreams(panel, { count: frames.length - 1, ended: true })
  const { streams } = await sessionSnapshot(panel)
  expect(streams.filter(({ documentUrl }) => documentUrl.includes('localhost'))).toEqual([])
  expect(streams.length).toBe(frames.length - 1)
})

test('a stored value that cannot be used is told once, and its default holds', async () => {
  const panel = await openTab()
  await storeSettings(panel, { earlyBytes: 'much', preserveLog: 7 })
  await panel.closeDevTools()
  const other = await inspect(panel.page)
  await waitForText(other, 'The stored setting “Per document before DevTools opens” cannot be used ("much").')
  await waitForText(other, 'The stored setting “Preserve log” cannot be used (7).')
  await press(other, 'Dismiss')
  await waitForText(other, 'cannot be used', false)
  await waitFor(
    other,
    async () =>
      (await (typeof browser === 'undefined' ? chrome : browser).storage.local.get(null)).preserveLog ===
      false,
  )
  expect(await storedSettings(other)).toEqual({ earlyBytes: 8_000_000, preserveLog: false })
  expect(other.errors).toEqual([])
})
