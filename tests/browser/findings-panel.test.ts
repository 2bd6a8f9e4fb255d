import { afterEach, expect, test } from 'vitest'
import { expectDocumented } from './documented.ts'
import { evidenceOf, findingsOf, waitForFinding } from './findings.ts'
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
import { useStage } from './stage.ts'

const stage = useStage()
const panels: PanelHandle[] = []
afterEach(async () => {
  for (const panel of panels.splice(0)) {
    await panel.frame.evaluate(() => chrome.storage.local.clear())
    await panel.close()
  }
})

/** Runs in the page: parses as many pages do, each chunk by itself. */
const readNaively = async (url: string) => {
  const reader = (await fetch(url)).body?.getReader()
  const texts: string[] = []
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
    for (const line of new TextDecoder().decode(read.value).split('\n')) texts.push(line.trim())
  return texts
}

const read = async (panel: PanelHandle, url: string, count = 1) => {
  const texts = await panel.page.evaluate(readNaively, url)
  await waitForStreams(panel, { count, ended: true })
  await selectStream(panel, count - 1)
  await openTab(panel, 'Findings')
  return texts
}

const openPanel = async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  panels.push(panel)
  return panel
}

const base64 = (text: string) => Buffer.from(text).toString('base64')
const halves = (text: string, at: number) => [
  { base64: Buffer.from(text).subarray(0, at).toString('base64') },
  { wait: 300 },
  { base64: Buffer.from(text).subarray(at).toString('base64') },
]

test('what breaks a page that parses and decodes each chunk by itself is shown, and where', async () => {
  const panel = await openPanel()
  // The border stands inside the é.
  const texts = await read(panel, stage.stream({ steps: halves('data: {"a":"caf\u00e9"}\n\n', 16) }))
  expect(texts.join()).toContain('\uFFFD')
  await expectDocumented(panel, 'chunk by chunk', 'found')
  expect(await evidenceOf(panel, 'character-split')).toEqual(['Chunk 2'])
  const whole = stage.stream({ steps: [{ base64: base64('data: {"a":"caf\u00e9"}\n\n') }] })
  expect((await read(panel, whole, 2)).join()).not.toContain('\uFFFD')
  await expectDocumented(panel, 'chunk by chunk', 'left')
})

test('spaces that the standard takes, and trim() after it, show as lost; with a space of its own nothing is', async () => {
  const panel = await openPanel()
  const words = ['Once', ' upon', ' a', ' time', 's', 'o', 'me', ' one']
  const bare = stage.stream({ steps: words.map(word => ({ write: `data:${word}\n\n` })) })
  await read(panel, bare)
  await expectDocumented(panel, 'leading spaces', 'found')
  const mended = stage.stream({ steps: words.map(word => ({ write: `data: ${word}\n\n` })) })
  await read(panel, mended, 2)
  await expectDocumented(panel, 'leading spaces', 'left')
})

/** A response as OpenAI streams it, with the text repeated at its end. */
const response = (deltas: readonly string[], whole: string) => {
  const place = { item_id: 'i', output_index: 0, content_index: 0 }
  const events = [
    { type: 'response.created', response: { id: 'r', status: 'in_progress' } },
    ...deltas.map(delta => ({ type: 'response.output_text.delta', ...place, delta })),
    { type: 'response.output_text.done', ...place, text: whole },
    { type: 'response.completed', response: { id: 'r', status: 'completed', output: [] } },
  ]
  const text = events.map((event, index) => {
    const data = JSON.stringify({ ...event, sequence_number: index })
    return `event: ${event.type}\ndata: ${data}\n\n`
  })
  return { steps: [{ base64: base64(text.join('')) }] }
}

test('a final text that is not the sum of the deltas is a finding, and none where it is', async () => {
  const panel = await openPanel()
  await read(panel, stage.stream(response(['Hel', 'o'], 'Hello')))
  await waitForFinding(panel, 'message-differs')
  await expectDocumented(panel, 'deltas and text', 'found')
  expect(await evidenceOf(panel, 'message-differs')).toEqual(['Event 4'])
  await read(panel, stage.stream(response(['Hel', 'lo'], 'Hello')), 2)
  await expectDocumented(panel, 'deltas and text', 'left')
})

/** In base64, as the program of a stream stands in its address. */
const FAULTY = {
  steps: [{ base64: base64('data: a\n\nevent: error\ndata: {"error":{"api_key":"sk-secret"}}\n\ndata: b') }],
}

test('evidence leads to the event; the row and the tab say how bad it is', async () => {
  const panel = await openPanel()
  await read(panel, stage.stream(FAULTY))
  await waitForFinding(panel, 'error-in-stream')
  await expectDocumented(panel, 'error and end', 'found')
  const badges = await panel.frame.$$eval('.findings-badge', found => found.map(each => each.ariaLabel))
  expect(badges).toEqual(['2 errors', '2 errors'])
  expect((await streamRows(panel)).length).toBe(1)
  await panel.frame.click('[data-code="error-in-stream"] [data-evidence=event]')
  await waitFor(
    panel,
    () =>
      document.querySelector('#tab-events')?.getAttribute('aria-selected') === 'true' &&
      document.querySelector('.events [aria-selected=true]')?.getAttribute('data-row') === '1',
  )
})

test('a finding that is ignored for an address is gone there, now and later, until the settings forget it', async () => {
  const panel = await openPanel()
  await read(panel, stage.stream(FAULTY))
  await waitForFinding(panel, 'error-in-stream')
  await panel.frame.click('[data-code="error-in-stream"] .button-quiet')
  await waitFor(panel, () => document.querySelector('[data-code="error-in-stream"]') === null)
  expect(await findingsOf(panel)).toEqual([['last-event-lost', 'error']])
  await read(panel, stage.stream(FAULTY), 2)
  expect(await findingsOf(panel)).toEqual([['last-event-lost', 'error']])
  await press(panel, 'Settings')
  await panel.controls.fill('textbox', 'Ignored findings', '')
  await press(panel, 'Save')
  await waitForFinding(panel, 'error-in-stream')
})

test('a budget that is overrun is reported like a finding', async () => {
  const panel = await openPanel()
  await press(panel, 'Settings')
  await panel.controls.fill('textbox', 'Budgets', `${stage.server().url}/* events=1 gap=60000 event:done=1`)
  await press(panel, 'Save')
  await read(panel, stage.stream({ steps: [{ write: 'data: a\n\ndata: b\n\n' }] }))
  await waitForFinding(panel, 'budget-events')
  expect(await findingsOf(panel)).toEqual([
    ['budget-events', 'warning'],
    ['budget-type', 'warning'],
  ])
})

test('the report is Markdown without credentials', async () => {
  const panel = await openPanel()
  await read(panel, `${stage.stream(FAULTY)}&api_key=sk-hidden`)
  await waitForFinding(panel, 'error-in-stream')
  // The clipboard is shared by all tests: what is written to it is caught before it gets there.
  await panel.frame.evaluate(() => {
    const take = DataTransfer.prototype.setData
    DataTransfer.prototype.setData = function (type, text) {
      Reflect.set(window, 'copied', text)
      take.call(this, type, text)
    }
  })
  await press(panel, 'Copy report')
  await waitFor(panel, () => typeof Reflect.get(window, 'copied') === 'string')
  const report = await panel.frame.evaluate(() => String(Reflect.get(window, 'copied')))
  expect(report).toContain('## Error: The stream reports an error')
  expect(report).toContain('Evidence: Event 2')
  expect(report).not.toMatch(/sk-(?:secret|hidden)/)
})
