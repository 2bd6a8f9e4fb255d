// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { fault } from '../session/fed-session'
import { downloaded } from '../state/fake-panel'
import { press, rowOf, showPanel, streams, update } from './show-panel'

const openMenu = () => fireEvent.click(screen.getByRole('button', { name: 'Export' }))
const entries = (panel: ReturnType<typeof showPanel>) => downloaded(panel).json

test('Record and Preserve log say whether they are on', () => {
  const panel = showPanel([], { settings: { recording: true, preserveLog: false } })
  const record = screen.getByRole('button', { name: 'Record' })
  const preserve = screen.getByRole('button', { name: 'Preserve log' })
  fireEvent.click(record)
  fireEvent.click(preserve)
  expect([record, preserve].map(button => button.getAttribute('aria-pressed'))).toEqual(['false', 'true'])
  expect(panel.commands).toEqual([
    ['setRecording', false],
    ['setPreserveLog', true],
  ])
})

test('Clear empties the list', async () => {
  const panel = showPanel(streams(3))
  fireEvent.click(screen.getByRole('button', { name: 'Clear' }))
  await update(panel)
  expect(screen.queryAllByRole('gridcell')).toHaveLength(0)
  expect(panel.commands).toEqual([['clear']])
})

test('Export downloads a HAR of all streams', () => {
  const panel = showPanel(streams(3))
  openMenu()
  fireEvent.click(screen.getByRole('menuitem', { name: 'HAR' }))
  expect(entries(panel)).toMatchObject({ log: { entries: [{}, {}, {}] } })
  expect(screen.queryByRole('menu')).toBeNull()
})

test('Export downloads the selected streams where several are selected', () => {
  const panel = showPanel(streams(3))
  fireEvent.click(rowOf('Streams', 0))
  fireEvent.click(rowOf('Streams', 1), { ctrlKey: true })
  openMenu()
  expect(screen.getByRole('menuitemradio', { name: 'Selected streams (2)', checked: true })).toBeTruthy()
  fireEvent.click(screen.getByRole('menuitem', { name: 'HAR' }))
  expect(entries(panel)).toMatchObject({ log: { entries: [{}, {}] } })
})

test('the export menu is worked by keys and gives the focus back', () => {
  showPanel(streams(1))
  openMenu()
  expect(document.activeElement).toBe(screen.getByRole('menuitem', { name: 'HAR' }))
  press('End')
  const redact = screen.getByRole('menuitemcheckbox', { name: 'Redact credentials', checked: true })
  expect(document.activeElement).toBe(redact)
  fireEvent.click(redact)
  expect(redact.getAttribute('aria-checked')).toBe('false')
  press('Escape')
  expect(screen.queryByRole('menu')).toBeNull()
  expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Export' }))
})

test('faults of the capture are told with place, message, time and number, and can be dismissed', async () => {
  const panel = showPanel()
  const at = new Date(2026, 5, 1, 9, 30, 15, 250).getTime()
  const lost = { ...fault('unknown-stream'), where: 'session' }
  panel.session.faults.push({ ...fault('no reader'), at }, { ...fault('no reader'), at: at + 1000 }, lost)
  await update(panel)
  const summary = screen.getByRole('alert').querySelector('summary')
  expect(summary?.textContent).toBe(
    'Capture failed in fetch: no reader (2 times). 1 other fault. ' +
      'Something may be missing; the page was not affected.',
  )
  expect(screen.getAllByRole('listitem').map(item => item.textContent)).toEqual([
    '09:30:15.250 – 09:30:16.250 Capture failed in fetch: no reader (2 times).',
    '? Capture failed in session: a record of a stream that was not announced (1 time).',
  ])
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('alert')).toBeNull()
  panel.session.faults.push(fault('again'))
  await update(panel)
  expect(screen.getByRole('alert').textContent).toContain('again (1 time)')
})
