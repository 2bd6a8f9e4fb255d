// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/preact'
import { expect, test } from 'vitest'
import { NOTHING_KNOWN, type Presence } from '../../../lib/transport/presence'
import { fakeSettings } from '../state/fake-panel'
import { press, rowOf, showPanel, streams } from './show-panel'

const settingsButton = () => screen.getByRole('button', { name: 'Settings' })
const dialog = () => screen.queryByRole('dialog', { name: 'Settings' })
const field = (name: string) => screen.getByLabelText<HTMLInputElement | HTMLTextAreaElement>(name)
const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }))

const openDialog = (stored: Record<string, unknown> = {}, count = 0) => {
  const settingsStore = fakeSettings(stored)
  const panel = showPanel(streams(count), { settingsStore })
  return { panel, store: settingsStore, open: () => fireEvent.click(settingsButton()) }
}

test('Settings opens a dialog with every setting; Esc closes it and gives the focus back', async () => {
  const { open, panel } = openDialog({ earlyBytes: 2_000_000 }, 1)
  fireEvent.click(rowOf('Streams', 0))
  open()
  expect(dialog()).toBeTruthy()
  expect(field('Record before DevTools opens').getAttribute('type')).toBe('checkbox')
  expect(field('Per document before DevTools opens').value).toBe('2')
  expect(field('Per document while DevTools is open').value).toBe('128')
  expect(field('Bytes per stream').value).toBe('128')
  expect(field('Bytes in the whole panel').value).toBe('512')
  expect(field('Ignored origins').value).toBe('')
  field('Ignored origins').focus()
  press('l', { ctrlKey: true })
  press('Escape')
  await waitFor(() => expect(dialog()).toBeNull())
  expect(document.activeElement).toBe(settingsButton())
  expect(panel.commands).toEqual([])
  expect(panel.state.streams.current.value).not.toBeNull()
})

test('what is wrong is said at its field, which gets the focus; nothing is stored', async () => {
  const { open, store } = openDialog()
  open()
  fireEvent.input(field('Bytes per stream'), { target: { value: 'much' } })
  fireEvent.input(field('Ignored origins'), { target: { value: 'https://a.test\na.test' } })
  save()
  const messages = await screen.findAllByRole('alert')
  expect(messages.map(({ textContent }) => textContent)).toEqual([
    'A number from 1 to 4,000, please.',
    'Neither an origin nor a pattern: a.test',
  ])
  expect(field('Bytes per stream').getAttribute('aria-invalid')).toBe('true')
  expect(field('Bytes per stream').getAttribute('aria-describedby')).toBe(messages[0]?.id)
  await waitFor(() => expect(document.activeElement).toBe(field('Bytes per stream')))
  expect(store.settings.streamBytes).toBe(128_000_000)
})

test('Save stores and closes', async () => {
  const { open, store } = openDialog()
  open()
  fireEvent.click(field('Record before DevTools opens'))
  fireEvent.input(field('Bytes in the whole panel'), { target: { value: '64' } })
  save()
  await waitFor(() => expect(dialog()).toBeNull())
  expect(store.settings).toMatchObject({ recordEarly: false, sessionBytes: 64_000_000 })
})

test('the origin of the selected stream is a button away from the ignore list', async () => {
  const { open, panel } = openDialog({}, 1)
  fireEvent.click(rowOf('Streams', 0))
  open()
  const origin = panel.session.streams[0]?.document.origin
  fireEvent.click(screen.getByRole('button', { name: `Ignore ${origin}` }))
  expect(field('Ignored origins').value).toBe(origin)
})

test('a stored setting that cannot be used is told once', async () => {
  const { panel } = openDialog({ earlyBytes: 'much' })
  expect(screen.getByRole('alert').textContent).toBe(
    'The stored setting “Per document before DevTools opens” cannot be used ("much"). Of a list, the entries that can be used stay; else its default holds.',
  )
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(panel.state.settings.problems.value).toEqual([])
})

const showPresence = (presence: Partial<Presence>, count = 0, browserName: 'chrome' | 'firefox' = 'chrome') =>
  showPanel(streams(count), {
    browserName,
    presence: { presence: { ...NOTHING_KNOWN, ...presence }, subscribe: () => () => {} },
  })

test.each([
  [{ absence: 'reload' }, 'chrome', 'No recorder script answers in this page: reload the page'],
  [{ absence: 'denied' }, 'chrome', 'chrome://extensions'],
  [{ absence: 'denied' }, 'firefox', 'about:addons'],
  [{ absence: 'forbidden' }, 'chrome', 'Nothing can be recorded in this page'],
  [{ absence: 'forbidden' }, 'firefox', 'about:addons'],
  [{ isIgnored: true }, 'chrome', 'This origin is on the ignore list'],
] as const)('an empty list says why it is empty: %j', (presence, browserName, text) => {
  showPresence(presence, 0, browserName)
  const pane = screen.getByRole('region', { name: 'Streams' })
  expect(pane.textContent).toContain(text)
  expect(pane.textContent).not.toContain('Streams that this page reads appear here')
})

test('where the list is not empty a notice says that the page is not recorded', () => {
  showPresence({ absence: 'reload' }, 1)
  expect(screen.getByText(/No recorder script answers in this page/).closest('[role="status"]')).toBeTruthy()
})

test('ignored origins are named, with the way to the list', () => {
  const { state } = showPresence({ ignoredOrigins: ['https://a.test', 'https://b.test'] }, 1)
  expect(screen.getByText(/on the ignore list: https:\/\/a.test, https:\/\/b.test/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: 'Settings…' }))
  expect(state.settings.isOpen.value).toBe(true)
})
