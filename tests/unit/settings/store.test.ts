import { expect, test, vi } from 'vitest'
import { DEFAULT_SETTINGS } from '../../../lib/settings/settings'
import { openSettings } from '../../../lib/settings/store'
import { fakeStorage } from './fake-storage'

test('stored settings are there when the store is, and follow every change', async () => {
  const { storage, items, tell } = fakeStorage({ preserveLog: true })
  const store = await openSettings(storage)
  expect(store.settings).toEqual({ ...DEFAULT_SETTINGS, preserveLog: true })
  const told = vi.fn()
  const undo = store.subscribe(told)
  await store.save({ recordEarly: false })
  await vi.waitFor(() =>
    expect(told).toHaveBeenCalledWith({ ...DEFAULT_SETTINGS, preserveLog: true, recordEarly: false }),
  )
  items.preserveLog = false
  tell({ preserveLog: {} })
  await vi.waitFor(() => expect(store.settings.preserveLog).toBe(false))
  undo()
  const calls = told.mock.calls.length
  tell({ preserveLog: {} }, 'session')
  tell({ other: {} })
  await store.save({ preserveLog: true })
  await vi.waitFor(() => expect(store.settings.preserveLog).toBe(true))
  expect(told.mock.calls.length).toBe(calls)
})

test('two stores that change different settings do not undo each other', async () => {
  const { storage, items } = fakeStorage()
  const [one, other] = await Promise.all([openSettings(storage), openSettings(storage)])
  await Promise.all([one.save({ recordEarly: false }), other.save({ earlyBytes: 1_000_000 })])
  expect(items).toEqual({ recordEarly: false, earlyBytes: 1_000_000 })
})

test('bad values are told until they are repaired', async () => {
  const { storage, items } = fakeStorage({ earlyBytes: 'much', recordEarly: false })
  const store = await openSettings(storage)
  expect(store.problems).toEqual([{ setting: 'earlyBytes', found: '"much"' }])
  await store.repair()
  await vi.waitFor(() => expect(store.problems).toEqual([]))
  expect(items).toEqual({ earlyBytes: DEFAULT_SETTINGS.earlyBytes, recordEarly: false })
})

test('storage that cannot be read leaves the defaults', async () => {
  const { storage } = fakeStorage()
  const broken = { ...storage, local: { ...storage.local, get: () => Promise.reject(new Error('corrupt')) } }
  expect((await openSettings(broken)).settings).toEqual(DEFAULT_SETTINGS)
})
