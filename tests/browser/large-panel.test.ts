import { expect, test } from 'vitest'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  press,
  rowCount,
  selectStream,
  streamRows,
  waitFor,
  waitForStreams,
} from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const openBlank = () => newTabWithPanel(stage.browser(), stage.page(), { dock: 'bottom' })

/** Runs in the page: reads streams to their end, one after the other. */
const readAll = async (urls: string[]) => {
  for (const url of urls) await (await fetch(url)).text()
}

const record = async (panel: PanelHandle, ...bodies: string[]) => {
  const urls = bodies.map(body => stage.stream({ steps: [{ write: body }] }))
  await panel.page.evaluate(readAll, urls)
  await waitForStreams(panel, { count: bodies.length, ended: true })
}

/** Runs in the panel: so many events of 200 bytes come, a hundred a chunk, in a document of their own. */
const fill = (events: number) => {
  const session = globalThis.streamtap?.session
  if (!session) throw new Error('There is no session.')
  const at = Date.now()
  const document = { id: 'large', url: 'https://large.example/', openedAt: at, isTopFrame: true }
  session.openDocument({ ...document, origin: 'https://large.example', frameName: '' })
  const stream = { streamId: 1, url: 'https://large.example/stream' }
  session.append('large', {
    ...{ kind: 'stream-opened', at, source: 'fetch', method: 'GET', headers: [], body: { kind: 'none' } },
    ...stream,
  })
  session.append('large', {
    ...{
      kind: 'response-received',
      at,
      status: 200,
      statusText: '',
      responseType: 'basic',
      redirected: false,
    },
    ...{ headers: [['content-type', 'text/event-stream']], ...stream },
  })
  const encoder = new TextEncoder()
  const bytes = encoder.encode(`data: ${'x'.repeat(192)}\n\n`.repeat(100))
  for (let first = 0; first < events; first += 100)
    session.append('large', {
      ...{ kind: 'chunks-received', streamId: 1, consumer: 'reader' },
      ...{ times: [at + first / 100], sizes: [bytes.length], bytes: bytes.slice() },
    })
}

const fillPanel = async (panel: PanelHandle) => {
  await waitFor(panel, () => globalThis.streamtap?.session !== undefined)
  await panel.frame.evaluate(fill, 300_000)
  await waitForStreams(panel, { count: 1 })
}

test('streams that are selected together share the time axis, and their numbers stand side by side', async () => {
  const panel = await openBlank()
  await record(panel, 'data: 1\n\ndata: 2\n\n', 'data: 1\n\n', 'data: 1\n\n'.repeat(5))
  await selectStream(panel, 2)
  await panel.frame.evaluate(() => {
    const row = document.querySelector('.streams [data-row="0"]')
    row?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
  })
  await openTab(panel, 'Timing')
  const numbersOf = (name: string) =>
    panel.frame.evaluate(
      wanted =>
        [...document.querySelectorAll('.timing-stats tbody tr')]
          .filter(row => row.querySelector('th')?.textContent === wanted)
          .flatMap(row => [...row.querySelectorAll('td')].map(cell => cell.textContent)),
      name,
    )
  await expect.poll(() => numbersOf('Events')).toEqual(['2', '5'])
  expect(await panel.frame.$$eval('.timing-legend li', found => found.length)).toBe(2)
  expect(await panel.frame.$$eval('.timing-stats thead th', found => found.length)).toBe(2)
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('the column of protocols names what the events look like', async () => {
  const panel = await openBlank()
  const chat = JSON.stringify({
    ...{ id: 'c', object: 'chat.completion.chunk', model: 'm' },
    choices: [{ index: 0, delta: { content: 'Hi' }, finish_reason: null }],
  })
  await record(panel, `data: ${chat}\n\n`, 'data: plain\n\n')
  await press(panel, 'Columns and groups')
  // A column for which there is no room comes when it is chosen.
  await panel.controls.press('menuitemcheckbox', 'Protocol (no room)')
  await panel.devtools.keyboard.press('Escape')
  const named = async () => (await streamRows(panel)).map(({ cells }) => cells.Protocol)
  await expect.poll(named).toEqual(['OpenAI Chat Completions', ''])
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('a large export says how far it is and can be given up', async () => {
  const panel = await openBlank()
  await fillPanel(panel)
  await press(panel, 'Export')
  await panel.controls.press('menuitem', 'HAR')
  // It lasts a few seconds, in which the panel has no time for a pointer that comes slowly.
  await waitFor(panel, () => {
    const stop = document.querySelector<HTMLElement>('.export-progress button')
    stop?.click()
    return stop !== null
  })
  await waitFor(panel, () => document.querySelector('.toasts')?.textContent === 'The file was not written.')
  expect(await panel.frame.$$eval('.export-progress', found => found.length)).toBe(0)
  expect(panel.errors).toEqual([])
  await panel.close()
})

test('the last of 300,000 events is in reach by one key, and the first again', async () => {
  const panel = await openBlank()
  await fillPanel(panel)
  await selectStream(panel, 0)
  await expect.poll(() => rowCount(panel, 'Events')).toBe(300_000)
  const go = (key: string) =>
    waitFor(
      panel,
      name => {
        const row = document.querySelector('.grid.events [data-row][tabindex="0"]')
        row?.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }))
        return row !== null
      },
      key,
    )
  const waitForSelected = (index: number) =>
    waitFor(
      panel,
      wanted =>
        document.querySelector('.grid.events [aria-selected="true"]')?.getAttribute('aria-rowindex') ===
        wanted,
      `${index + 2}`,
    )
  await go('Home')
  await waitForSelected(0)
  await go('End')
  await waitForSelected(299_999)
  await go('Home')
  await waitForSelected(0)
  expect(panel.errors).toEqual([])
  await panel.close()
})
