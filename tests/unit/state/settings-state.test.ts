import { expect, test } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings'
import { fedStream } from '../session/fed-stream'
import { fakePanel, fakeSettings } from './fake-panel'

const openSettings = (stored: Record<string, unknown> = {}) => {
  const settingsStore = fakeSettings(stored)
  const panel = fakePanel([fedStream()], { settingsStore })
  panel.state.settings.open()
  return { panel, settings: panel.state.settings, store: settingsStore }
}

test('the dialog opens with what is stored, limits in megabytes', () => {
  const { settings } = openSettings({ earlyBytes: 2_500_000, ignoredOrigins: ['https://a.test', '*.b.test'] })
  expect(settings.draft.value).toEqual({
    recordEarly: true,
    streamBytes: '128',
    sessionBytes: '512',
    attachedBytes: '128',
    earlyBytes: '2.5',
    ignoredOrigins: 'https://a.test\n*.b.test',
    ignoredFindings: '',
    budgets: '',
    messageRules: '',
  })
})

test('nothing is stored before it is saved', async () => {
  const { settings, store } = openSettings()
  settings.edit({ recordEarly: false, earlyBytes: '3', ignoredOrigins: ' HTTPS://A.test/ ' })
  expect(store.settings).toEqual(DEFAULT_SETTINGS)
  expect(await settings.save()).toBe(true)
  expect(store.settings).toEqual({
    ...DEFAULT_SETTINGS,
    recordEarly: false,
    earlyBytes: 3_000_000,
    ignoredOrigins: ['https://a.test'],
  })
  expect(settings.isOpen.value).toBe(false)
})

test('closing without saving forgets what was edited', () => {
  const { settings, store } = openSettings()
  settings.edit({ earlyBytes: '3' })
  settings.close()
  settings.open()
  expect(settings.draft.value.earlyBytes).toBe('8')
  expect(store.settings).toEqual(DEFAULT_SETTINGS)
})

test.each(['', '0', '-1', '257', 'x', '0x', 'Infinity', '1e9'])(
  '%j megabytes are not a limit',
  async text => {
    const { settings, store } = openSettings()
    settings.edit({ earlyBytes: text, recordEarly: false })
    expect(await settings.save()).toBe(false)
    expect(settings.errors.value).toEqual([{ field: 'earlyBytes', least: 1, most: 256 }])
    expect([settings.isOpen.value, store.settings]).toEqual([true, DEFAULT_SETTINGS])
    settings.edit({ streamBytes: '5' })
    expect(settings.errors.value.length).toBe(1)
    settings.edit({ earlyBytes: '5' })
    expect(settings.errors.value).toEqual([])
    expect(await settings.save()).toBe(true)
  },
)

test('bad entries of the ignore list are named', async () => {
  const { settings } = openSettings()
  settings.edit({ ignoredOrigins: 'https://a.test\na.test\nhttps://b.test/path' })
  expect(await settings.save()).toBe(false)
  expect(settings.errors.value).toEqual([{ field: 'ignoredOrigins', bad: ['a.test', 'https://b.test/path'] }])
})

test('the origin of the selected stream can be put on the list, once', async () => {
  const { panel, settings, store } = openSettings({ ignoredOrigins: ['https://b.test'] })
  expect(settings.ignorable.value).toBeNull()
  panel.state.streams.select(0, 'only')
  const origin = panel.session.streams[0]?.document.origin ?? ''
  expect(settings.ignorable.value).toBe(origin)
  settings.ignoreOrigin()
  expect(settings.ignorable.value).toBeNull()
  await settings.save()
  expect(store.settings.ignoredOrigins).toEqual(['https://b.test', origin])
})

test('defaults can be restored, and hold when saved', async () => {
  const { settings, store } = openSettings({ earlyBytes: 2_000_000, recordEarly: false })
  settings.restoreDefaults()
  expect(store.settings.recordEarly).toBe(false)
  await settings.save()
  expect(store.settings).toEqual(DEFAULT_SETTINGS)
})

test('a browser that refuses is told, and the dialog stays', async () => {
  const settingsStore = { ...fakeSettings(), save: () => Promise.reject(new Error('quota')) }
  const { state } = fakePanel([], { settingsStore })
  state.settings.open()
  expect(await state.settings.save()).toBe(false)
  expect([state.settings.isOpen.value, state.settings.failure.value]).toEqual([true, 'Error: quota'])
})

test('stored values that could not be used are told until they are dismissed', () => {
  const settingsStore = fakeSettings({ earlyBytes: 'much' })
  const { state } = fakePanel([], { settingsStore })
  expect(state.settings.problems.value).toEqual([{ setting: 'earlyBytes', found: '"much"' }])
  state.settings.dismissProblems()
  expect(state.settings.problems.value).toEqual([])
  expect(fakePanel([], { settingsStore }).state.settings.problems.value).toEqual([])
})
