// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact'
import { describe, expect, test } from 'vitest'
import { type FedStream, fedStream } from '../session/fed-stream'
import { grid, openStream, press, rowOf, rowsOf, selectedRows, showPanel, update } from './show-panel'

const showEvents = (stream: FedStream) => {
  const panel = showPanel([stream])
  fireEvent.click(rowOf('Streams', 0))
  return panel
}

const column = (index: number) =>
  rowsOf('Events').map(row => within(row).getAllByRole('gridcell')[index]?.textContent ?? '')

const detail = () => screen.getByRole('region', { name: 'Event detail' })

test('blocks of every kind stand in order, named in words', () => {
  const stream = openStream({}, 'data: a\n\n', ': beat\n\n', 'retry: 5\n\n', 'data: cut')
  stream.close()
  showEvents(stream)
  expect(column(2)).toEqual(['message', 'comment', 'no data', 'unterminated'])
  expect(column(6)).toEqual(['a', 'beat', 'retry: 5', 'cut'])
})

test('events of one chunk are grouped and have no gap between them', () => {
  showEvents(openStream({}, 'data: a\n\n', 'data: b\n\ndata: c\n\n'))
  expect(column(1)).toEqual(['', '+10 ms', '0'])
  expect(column(4)).toEqual(['1', '×22', '2'])
})

test('events appear while the stream runs', async () => {
  const stream = openStream({}, 'data: a\n\n')
  const panel = showEvents(stream)
  stream.push('data: b\n\n')
  await update(panel)
  expect(column(6)).toEqual(['a', 'b'])
})

test('a hundred thousand events make a screenful of rows, and the live end is what is seen', () => {
  showEvents(openStream({}, 'data: a\n\n'.repeat(100_000)))
  expect(grid('Events').getAttribute('aria-rowcount')).toBe('100001')
  expect(rowsOf('Events').length).toBeLessThan(40)
  expect(rowOf('Events', 99_999)).toBeTruthy()
})

test('scrolling up lets go of the tail, a button jumps back to it', async () => {
  const stream = openStream({}, 'data: a\n\n'.repeat(1000))
  const panel = showEvents(stream)
  const jump = () => screen.queryByRole('button', { name: /^(Follow|Jump to end)/ })
  expect(jump()).toBeNull()
  grid('Events').scrollTop = 5000
  fireEvent.scroll(grid('Events'))
  expect(jump()?.textContent).toBe('Follow')
  expect(screen.getByText('New events no longer scroll the list').getAttribute('role')).toBe('status')
  stream.push('data: b\n\ndata: c\n\n')
  await update(panel)
  expect(grid('Events').scrollTop).toBe(5000)
  expect(jump()?.textContent).toBe('Jump to end (2 new)')
  fireEvent.click(screen.getByRole('button', { name: 'Jump to end (2 new)' }))
  expect(rowOf('Events', 1001)).toBeTruthy()
  expect(jump()).toBeNull()
})

test('an event that is JSON shows as a tree, or as text', () => {
  showEvents(openStream({}, 'data: {"a":{"b":[1,2]}}\n\n'))
  fireEvent.click(rowOf('Events', 0))
  const items = within(detail())
    .getAllByRole('treeitem')
    .map(item => item.textContent)
  expect(items).toEqual(['1 member', 'a: 1 member', 'b: 2 items', '0: 1', '1: 2'])
  fireEvent.click(within(detail()).getByRole('button', { name: 'Text' }))
  expect(within(detail()).queryByRole('tree')).toBeNull()
  expect(detail().textContent).toContain('{"a":{"b":[1,2]}}')
})

test('a tree is walked by keys', () => {
  showEvents(openStream({}, 'data: {"a":{"b":1},"c":2}\n\n'))
  fireEvent.click(rowOf('Events', 0))
  const [root] = within(detail()).getAllByRole('treeitem')
  root?.focus()
  press('ArrowDown')
  expect(document.activeElement?.textContent).toContain('a:')
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('true')
  press('ArrowLeft')
  expect(document.activeElement?.getAttribute('aria-expanded')).toBe('false')
  expect(within(detail()).getAllByRole('treeitem')).toHaveLength(3)
})

test('markup in data stays text', () => {
  showEvents(openStream({}, 'event: <i>t</i>\ndata: <img src=x onerror=alert(1)>\n\n'))
  fireEvent.click(rowOf('Events', 0))
  expect(document.querySelector('img, i')).toBeNull()
  expect(detail().textContent).toContain('<img src=x onerror=alert(1)>')
})

test('the detail tells place, time and chunks of a split event', () => {
  showEvents(openStream({}, 'id: 7\nda', 'ta: a\n\n'))
  fireEvent.click(rowOf('Events', 0))
  expect(detail().textContent).toMatch(/Last event ID7.*began in 1 at .*, completed by 2.*Offset0.*Size15 B/)
})

test('a filter narrows the events; without a hit it says so and can be taken back', () => {
  showEvents(openStream({}, 'data: apple\n\n', 'data: pear\n\n'))
  const box = screen.getByRole('searchbox', { name: 'Filter events' })
  fireEvent.input(box, { target: { value: 'PEAR' } })
  expect(column(6)).toEqual(['pear'])
  fireEvent.input(box, { target: { value: 'plum' } })
  expect(rowsOf('Events')).toHaveLength(0)
  expect(screen.getByText('No event matches “plum”')).toBeTruthy()
  const [clear] = screen.getAllByRole('button', { name: 'Clear filter' })
  if (clear) fireEvent.click(clear)
  expect(column(6)).toEqual(['apple', 'pear'])
})

test('keys: slash finds, brackets change tabs, Escape goes back', () => {
  const panel = showEvents(openStream({}, 'data: a\n\n'))
  fireEvent.click(rowOf('Events', 0))
  press('/')
  expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Filter events' }))
  press('[')
  expect(panel.state.detail.tab.value).toBe('events')
  press('Escape')
  press(']')
  expect(screen.getByRole('tab', { name: 'Message' }).getAttribute('aria-selected')).toBe('true')
  press('[')
  press('Escape')
  expect(screen.queryByRole('region', { name: 'Event detail' })).toBeNull()
  press('Escape')
  expect(selectedRows('Streams')).toEqual([])
})

test('keys: Ctrl+E records, Ctrl+L clears', () => {
  const panel = showEvents(openStream({}, 'data: a\n\n'))
  press('e', { ctrlKey: true })
  press('l', { ctrlKey: true })
  expect(panel.commands).toEqual([['setRecording', false], ['clear']])
})

test('a stream without events says why', () => {
  showEvents(openStream())
  expect(screen.getByText(/^The stream is open; nothing has come through it/)).toBeTruthy()
})

test('a long text is shown a part at a time, without a character lost', () => {
  const text = Array.from({ length: 5000 }, (_, line) => `data: line ${line}`).join('\n')
  showEvents(openStream({}, `${text}\n\n`))
  fireEvent.click(rowOf('Events', 0))
  expect(detail().querySelectorAll('pre')).toHaveLength(1)
  fireEvent.click(within(detail()).getByRole('button', { name: /more/ }))
  const shown = [...detail().querySelectorAll('pre')].map(piece => piece.textContent)
  expect(shown.join('')).toBe(text.replaceAll('data: ', ''))
  expect(shown.slice(0, -1).every(piece => piece?.endsWith('\n'))).toBe(true)
})

test('a huge event says how much of it is shown', () => {
  showEvents(openStream({}, `data: ${'x'.repeat(5_000_000)}\n\n`))
  fireEvent.click(rowOf('Events', 0))
  expect(detail().textContent).toContain('Only the first 1.0 MB of 5.0 MB are shown here')
})

test('an answer that is no stream says what it is and is shown right there', () => {
  const stream = fedStream()
  stream.respond({ status: 401, statusText: 'Unauthorized', headers: [['content-type', 'application/json']] })
  stream.push('{"error":{"code":"expired"}}')
  stream.close()
  showEvents(stream)
  const answer = screen.getByRole('region', { name: 'Answer' })
  expect(answer.textContent).toContain(
    'The answer is application/json, not a stream.Status: 401 Unauthorized.',
  )
  expect(within(answer).getAllByRole('treeitem').at(-1)?.textContent).toBe('code: "expired"')
  expect(rowOf('Streams', 0).textContent).toMatch(/401.*fetch application\/json/)
})

test('markup in an answer stays text', () => {
  const stream = fedStream({ contentType: 'text/html' })
  stream.push('<img src=x onerror=alert(1)>')
  showEvents(stream)
  expect(document.querySelector('img')).toBeNull()
  expect(screen.getByRole('region', { name: 'Answer' }).textContent).toContain('<img src=x')
})

test('a request that failed without an answer tells what the page was told', () => {
  const stream = fedStream()
  stream.close('failed', 'TypeError: Failed to fetch')
  showEvents(stream)
  expect(screen.getByText('The browser told the page only: TypeError: Failed to fetch')).toBeTruthy()
  expect(screen.getByText(/CORS is to blame is not observable/)).toBeTruthy()
})

describe('Parse as', () => {
  const parseAs = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Parse as' })
  const chosen = () => [...parseAs().options].find(({ value }) => value === parseAs().value)?.textContent

  test('names what was chosen and why, and takes another choice', async () => {
    const panel = showEvents(openStream({}, '{"a":1}\n{"b":2}\n'))
    expect(chosen()).toBe('Automatic: Server-sent events (by its content type)')
    fireEvent.change(parseAs(), { target: { value: 'json-lines' } })
    await update(panel)
    expect(column(6)).toEqual(['{"a":1}', '{"b":2}'])
    expect(chosen()).toBe('JSON lines (NDJSON)')
    expect(parseAs().closest('label')?.title).toBe('chosen by you')
    expect(within(rowOf('Streams', 0)).getByTitle(/chosen by you/).textContent).toBe('fetch NDJSON')
    fireEvent.change(parseAs(), { target: { value: 'none' } })
    await update(panel)
    expect(screen.getByText('Parsed as bytes only, as you chose.')).toBeTruthy()
    fireEvent.change(parseAs(), { target: { value: 'auto' } })
    await update(panel)
    expect(panel.state.parse.shown.value?.choice).toBe('auto')
  })

  test('keeps its keys: letters and brackets choose an option there', () => {
    const panel = showEvents(openStream({}, 'data: a\n\n'))
    parseAs().focus()
    press(']')
    press('/')
    expect(panel.state.detail.tab.value).toBe('events')
    expect(document.activeElement).toBe(parseAs())
    press('Escape')
    expect(panel.state.streams.current.value).toBeNull()
  })
})
