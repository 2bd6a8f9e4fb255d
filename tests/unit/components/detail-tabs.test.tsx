// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { type FedStream, fedStream } from '../session/fed-stream'
import { openStream, press, rowOf, rowsOf, selectedRows, showPanel, update } from './show-panel'

const showTab = (stream: FedStream, name: string) => {
  const panel = showPanel([stream])
  fireEvent.click(rowOf('Streams', 0))
  fireEvent.click(screen.getByRole('tab', { name }))
  return panel
}

const text = () => rowsOf('Bytes as text').map(row => within(row).getAllByRole('gridcell')[2]?.textContent)
const marks = () => rowsOf('Bytes as text').map(row => within(row).getAllByRole('gridcell')[1]?.textContent)

test('tabs are one stop in the tab order and arrows move between them', () => {
  showTab(openStream({}, 'data: a\n\n'), 'Events')
  screen.getByRole('tab', { name: 'Events' }).focus()
  press('ArrowLeft')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Findings', selected: true }))
  expect(screen.getAllByRole('tab').map(tab => tab.tabIndex)).toEqual([-1, -1, -1, -1, -1, 0])
  expect(screen.getByRole('tabpanel', { name: 'Findings' })).toBeTruthy()
})

test('raw text shows lines and where chunks begin', () => {
  showTab(openStream({}, 'data: a\n\nda', 'ta: b\n\n'), 'Raw')
  expect(text()).toEqual(['data: a\\n', '\\n', 'da', 'ta: b\\n', '\\n'])
  expect(marks()).toEqual(['1 · 11 B · +10 ms', '', '', '2 · 7 B · +20 ms', ''])
})

test('raw text grows while the stream runs', async () => {
  const stream = openStream({}, 'data: a\n\n')
  const panel = showTab(stream, 'Raw')
  stream.push('data: b\n\n')
  await update(panel)
  expect(text()).toEqual(['data: a\\n', '\\n', 'data: b\\n', '\\n'])
})

test('a line selects its event and marks all its bytes; the event is the one under Events', () => {
  const panel = showTab(openStream({}, 'data: a\n\n', 'data: b\ndata: c\n\n'), 'Raw')
  fireEvent.click(rowOf('Bytes as text', 3))
  expect(panel.state.events.selected.value).toBe(1)
  expect(selectedRows('Bytes as text')).toEqual([2, 3, 4])
  press('ArrowUp')
  press('ArrowUp')
  expect(selectedRows('Bytes as text')).toEqual([0, 1])
  expect(document.activeElement?.getAttribute('data-row')).toBe('1')
})

test('a byte in hex selects its event', () => {
  const panel = showTab(openStream({}, 'data: a\n\n', 'data: b\n\n'), 'Raw')
  fireEvent.click(screen.getByRole('button', { name: 'Hex' }))
  const byte = rowOf('Bytes as hex', 0).querySelector('[data-offset="10"]')
  if (byte) fireEvent.click(byte)
  expect(panel.state.events.selected.value).toBe(1)
  expect(document.querySelectorAll('.cell-hex .byte.marked')).toHaveLength(9)
})

test('dropped bytes stand in their place with the reason', () => {
  const stream = openStream({}, 'data: a\n\n', 'data: b\n\n')
  stream.drop(1, 'stream-limit')
  showTab(stream, 'Raw')
  expect(text()).toEqual(['9 B of chunk bytes were dropped: stream limit', 'data: b\\n', '\\n'])
})

test('the request tells what was asked and answered, and how it ended', () => {
  const body = '{"stream":true}'
  const stream = openStream(
    { body: { kind: 'text', text: body, length: body.length }, consumer: 'text' },
    'data: a\n\n',
  )
  stream.close('failed', 'TypeError: network error')
  showTab(stream, 'Request')
  const page = screen.getByRole('tabpanel').textContent ?? ''
  expect(page).toContain('https://api.example.com/v1/chat/completions?stream=1')
  expect(page).toContain('200 OK')
  expect(page).toContain('TypeError: network error')
  expect(page).toContain('whole by text(): one chunk, bytes re-encoded from text')
  expect(page).toContain('text/event-stream; charset=utf-8')
  expect(within(screen.getByRole('tree', { name: 'Payload' })).getByText('stream')).toBeTruthy()
})

test('what was not captured is said', () => {
  showTab(openStream({ body: { kind: 'not-captured', type: 'Blob', size: 2000 }, headers: [] }), 'Request')
  const page = screen.getByRole('tabpanel').textContent ?? ''
  expect(page).toContain('Body not captured (Blob, 2.0 kB)')
  expect(page).toContain('The page set none.')
})

test('bytes that were written again say so, under Raw and under Request', () => {
  const stream = fedStream({ source: 'event-source', method: 'GET', headers: [], lastEventId: 'a7' })
  stream.connect()
  stream.push('data: a\n\n', 10, 'dispatch')
  showTab(stream, 'Raw')
  expect(screen.getByRole('note').textContent).toMatch(
    /^Written again from the events that the page received/,
  )
  fireEvent.click(screen.getByRole('tab', { name: 'Request' }))
  const page = screen.getByRole('tabpanel').textContent ?? ''
  expect(page).toContain('Statusnot observable from the page')
  expect(page).toContain('Opened withEventSource')
  expect(page).toContain('Last-Event-IDa7')
  expect(page).toContain('FormatServer-sent events, an EventSource takes nothing else')
  expect(page).toContain('BytesWritten again from the events')
  expect(page).toContain('An EventSource shows the page neither status nor headers.')
})

test('the connections of an EventSource lead from one to the other', () => {
  const first = fedStream({ source: 'event-source' })
  first.close('lost')
  const panel = showTab(first, 'Request')
  const list = screen.getByRole('list', { name: 'Connections' })
  const [only] = within(list).getAllByRole('button')
  expect(only?.textContent).toMatch(/^Reconnecting.*0 events.*no Last-Event-ID$/)
  expect(only?.getAttribute('aria-current')).toBe('true')
  if (only) fireEvent.click(only)
  expect(panel.state.streams.current.value?.key).toBe(first.key)
})

test('a stream that DevTools alone saw says so, and where it came from', () => {
  const document = { isTopFrame: false, url: 'https://a.example/worker.js' }
  const stream = fedStream({ source: 'unknown', observer: 'devtools', document })
  stream.push('data: a\n\n', 1000, 'devtools-body')
  showTab(stream, 'Events')
  expect(rowsOf('Events').map(row => within(row).getAllByRole('gridcell')[0]?.textContent)).toEqual([
    '≤ 1.00 s',
  ])
  expect(within(rowOf('Streams', 0)).getByText('DevTools')).toBeTruthy()
  fireEvent.click(screen.getByRole('tab', { name: 'Raw' }))
  expect(marks()).toEqual(['1 · 9 B · ≤ 1.00 s', ''])
  fireEvent.click(screen.getByRole('tab', { name: 'Request' }))
  const page = screen.getByRole('tabpanel').textContent ?? ''
  expect(page).toContain('Opened withunknown')
  expect(page).toContain('Seen bySeen by DevTools, no chunk times')
  expect(page).toContain('https://a.example/worker.js')
  expect(page).toContain('it came at the times shown or before')
})
