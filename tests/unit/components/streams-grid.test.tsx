// @vitest-environment happy-dom
import { fireEvent, screen, within } from '@testing-library/preact'
import { expect, test } from 'vitest'
import {
  grid,
  openStream,
  press,
  rowOf,
  rowsOf,
  selectedRows,
  showPanel,
  streams,
  update,
} from './show-panel'

const click = (index: number, init: MouseEventInit = {}) => fireEvent.click(rowOf('Streams', index), init)

test('the grid names its columns and counts its rows', () => {
  showPanel(streams(2))
  const names = within(grid('Streams'))
    .getAllByRole('columnheader')
    .map(cell => cell.textContent)
  expect(names).toEqual([
    'State',
    'Method',
    'Name',
    'Frame',
    'Kind',
    'Activity',
    'Events',
    'Size',
    'Time',
    'Protocol',
    'Findings',
  ])
  expect(grid('Streams').getAttribute('aria-rowcount')).toBe('3')
  expect(rowOf('Streams', 1).getAttribute('aria-rowindex')).toBe('3')
})

test('a row tells state, name, events and size in words', () => {
  showPanel([openStream({ url: 'https://a.example/chat?x=1' }, 'data: a\n\n')])
  const cells = within(rowOf('Streams', 0))
    .getAllByRole('gridcell')
    .map(cell => cell.textContent)
  expect(cells).toEqual([
    'Quiet 59.99 s',
    'POST',
    'chat?x=1',
    'top',
    'fetch SSE',
    '',
    '1',
    '9 B',
    '1 min 0 s',
    '',
    '',
  ])
})

test('rows come and change as the session does', async () => {
  const [first, second] = streams(2)
  if (!first || !second) throw new Error('Two streams were asked for.')
  const panel = showPanel([first])
  panel.session.streams.push(second)
  first.close('failed')
  await update(panel)
  expect(rowsOf('Streams')).toHaveLength(2)
  expect(rowOf('Streams', 0).textContent).toContain('Failed')
})

test('only rows in view are in the page', () => {
  showPanel(streams(1000), {})
  expect(rowsOf('Streams').length).toBeLessThan(40)
  expect(grid('Streams').getAttribute('aria-rowcount')).toBe('1001')
})

test('a click selects one, Ctrl adds one, Shift all between', () => {
  showPanel(streams(5))
  click(0)
  click(2, { ctrlKey: true })
  expect(selectedRows('Streams')).toEqual([0, 2])
  click(4, { shiftKey: true })
  expect(selectedRows('Streams')).toEqual([2, 3, 4])
  click(1)
  expect(selectedRows('Streams')).toEqual([1])
})

test('a press selects, and the click that follows it changes nothing', () => {
  showPanel(streams(5))
  const row = rowOf('Streams', 3)
  fireEvent.mouseDown(row, { button: 2 })
  expect(selectedRows('Streams')).toEqual([])
  fireEvent.mouseDown(row, { button: 0, ctrlKey: true })
  fireEvent.mouseUp(row)
  fireEvent.click(row, { ctrlKey: true, detail: 1 })
  expect(selectedRows('Streams')).toEqual([3])
})

test('a row keeps its element while it is shown, selected or not, and wherever it is sorted to', async () => {
  const panel = showPanel(streams(10))
  const rows = rowsOf('Streams')
  click(4)
  click(7)
  expect(rowsOf('Streams')).toEqual(rows)
  expect(document.activeElement).toBe(rows[7])
  panel.state.list.sortBy('name')
  panel.state.list.sortBy('name')
  await update(panel)
  const names = rowsOf('Streams').map(row => row.textContent)
  expect(new Set(rowsOf('Streams'))).toEqual(new Set(rows))
  expect(names).not.toEqual(rows.map(row => row.textContent))
})

test('one row is in the tab order, and arrows, Home and End move the focus', () => {
  showPanel(streams(100))
  click(0)
  const focused = () => document.activeElement?.getAttribute('data-row')
  press('ArrowDown')
  expect(focused()).toBe('1')
  press('End')
  expect(focused()).toBe('99')
  press('PageUp')
  expect(focused()).toBe('80')
  press('Home')
  expect(focused()).toBe('0')
  press('ArrowDown', { shiftKey: true })
  expect(selectedRows('Streams')).toEqual([0, 1])
  expect(rowsOf('Streams').filter(row => row.tabIndex === 0)).toHaveLength(1)
})

test('Ctrl with an arrow, Home or End moves the focus alone, and Ctrl+Space takes the row in or out', () => {
  const { state } = showPanel(streams(5))
  const focused = () => document.activeElement?.getAttribute('data-row')
  click(0)
  press('ArrowDown', { ctrlKey: true })
  press('ArrowDown', { ctrlKey: true })
  expect(focused()).toBe('2')
  expect(selectedRows('Streams')).toEqual([0])
  expect(state.streams.currentIndex.value).toBe(0)
  press(' ', { ctrlKey: true })
  expect(selectedRows('Streams')).toEqual([0, 2])
  press('End', { metaKey: true })
  expect(focused()).toBe('4')
  press(' ', { ctrlKey: true })
  expect(selectedRows('Streams')).toEqual([0, 2, 4])
  press(' ', { ctrlKey: true })
  expect(focused()).toBe('4')
  expect(selectedRows('Streams')).toEqual([0, 2])
  press('Home', { ctrlKey: true })
  expect(rowsOf('Streams').filter(row => row.tabIndex === 0)).toEqual([rowOf('Streams', 0)])
  press('ArrowDown')
  expect(selectedRows('Streams')).toEqual([1])
})

test('Shift with an arrow or the space bar selects from the last row taken in to the focused one', () => {
  showPanel(streams(5))
  click(1)
  press('End', { ctrlKey: true })
  press(' ', { shiftKey: true })
  expect(selectedRows('Streams')).toEqual([1, 2, 3, 4])
  press('Home', { ctrlKey: true })
  press('ArrowDown', { shiftKey: true })
  expect(selectedRows('Streams')).toEqual([1])
})

test('P pins the row that the keyboard is on', () => {
  const { state } = showPanel(streams(3))
  click(0)
  press('ArrowDown', { ctrlKey: true })
  press('p')
  expect(['1', '2', '3'].map((_, at) => state.list.isPinned(state.streams.keyAt(at) ?? ''))).toEqual([
    true,
    false,
    false,
  ])
  expect(state.streams.row(0)?.name).toBe('s2')
})

test('Ctrl+A selects all streams', () => {
  showPanel(streams(5))
  click(3)
  press('a', { ctrlKey: true })
  expect(selectedRows('Streams')).toEqual([0, 1, 2, 3, 4])
})

test('Enter opens the stream: the focus goes to its tabs', () => {
  showPanel(streams(2))
  click(1)
  press('Enter')
  expect(document.activeElement).toBe(screen.getByRole('tab', { name: 'Events' }))
})

test('what was dropped is said on the row, for eyes and ears', () => {
  const stream = openStream({}, 'data: 0123456789\n\n')
  stream.pushEmptied(10)
  showPanel([stream])
  const mark = within(rowOf('Streams', 0)).getByRole('img', { name: /dropped/ })
  expect(mark.getAttribute('aria-label')).toBe('10 B in 1 chunk were dropped: document limit.')
})

test('without streams the panel says what it waits for, and how to go on when paused', () => {
  const panel = showPanel()
  expect(screen.getByText(/^Recording\. Streams that this page reads/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Record' }))
  fireEvent.click(screen.getByRole('button', { name: 'Start recording' }))
  expect(panel.commands).toEqual([
    ['setRecording', false],
    ['setRecording', true],
  ])
})

test('in Chinese every label is Chinese', () => {
  showPanel(streams(1), { locale: 'zh-CN' })
  expect(screen.getByRole('grid', { name: '流' })).toBeTruthy()
  expect(screen.getByRole('button', { name: '录制' })).toBeTruthy()
  expect(document.documentElement.lang).toBe('zh-CN')
})

test('the theme is on the root element and follows the state', async () => {
  const panel = showPanel([], { theme: 'dark' })
  expect(document.documentElement.dataset.theme).toBe('dark')
  panel.state.setTheme('light')
  await update(panel)
  expect(document.documentElement.dataset.theme).toBe('light')
})

test('a frame is told by its name, its URL or what it is, and its hint tells all of it', () => {
  const frame = (id: number, document: object) =>
    openStream({ id, document: { isTopFrame: false, ...document } })
  showPanel([
    frame(1, { url: 'https://w.example/a', frameName: 'chat' }),
    frame(2, { url: 'about:srcdoc', origin: 'null' }),
  ])
  const cell = (index: number) => within(rowOf('Streams', index)).getAllByRole('gridcell')[3]
  expect(cell(0)?.textContent).toBe('chat')
  expect(cell(1)?.textContent).toBe('srcdoc (sandboxed)')
  expect(cell(0)?.querySelector('[title]')?.getAttribute('title')).toBe(
    'https://w.example/a\nName: chat\nOrigin: https://app.example.com',
  )
  expect(cell(1)?.querySelector('[title]')?.getAttribute('title')).toBe(
    'about:srcdoc\nOrigin: null\nSandboxed: its origin is opaque',
  )
})

test('what the limit of a stream took is said on the row', () => {
  const stream = openStream({}, 'data: a\n\n', 'data: b\n\n')
  stream.drop(1, 'stream-limit')
  showPanel([stream])
  expect(
    within(rowOf('Streams', 0))
      .getByRole('img', { name: /dropped/ })
      .getAttribute('aria-label'),
  ).toBe('9 B in 1 chunk were dropped: stream limit.')
})

test('a menu copies all that are selected, as what they can be copied as', async () => {
  const error = openStream({ id: 9, contentType: 'application/json', url: 'https://a.example/error' })
  error.push('{"error":"no"}')
  const panel = showPanel([...streams(2), error])
  const items = () =>
    screen.getAllByRole('menuitem').map(item => [item.textContent, item.getAttribute('aria-disabled')])
  fireEvent.contextMenu(rowOf('Streams', 2))
  expect(items()).toContainEqual(['Event stream (SSE)', 'true'])
  fireEvent.click(screen.getByRole('menuitem', { name: 'Body as text' }))
  expect(panel.commands.at(-1)).toEqual(['copy', '{"error":"no"}'])
  expect(panel.state.toast.shown.value?.text).toBe('Copied: Body as text')
  click(0, { ctrlKey: true })
  fireEvent.contextMenu(rowOf('Streams', 2))
  expect(screen.getByRole('group', { name: 'Copy 2 streams' })).toBeTruthy()
  expect(items()).toContainEqual(['Event stream (SSE)', 'false'])
  fireEvent.click(screen.getByRole('menuitem', { name: 'Data as text' }))
  expect(panel.commands.at(-1)).toEqual(['copy', 'a\n\n{"error":"no"}'])
  expect(panel.state.toast.shown.value?.text).toBe('Copied from 2 streams: Data as text')
})
