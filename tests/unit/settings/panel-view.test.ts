import { expect, test } from 'vitest'
import { DEFAULT_VIEW, readPanelView } from '../../../lib/settings/panel-view'
import { openViewStore } from '../../../lib/settings/view-store'
import { createListState } from '../../../lib/state/list-state'

const fakeLocal = (stored: Record<string, unknown> = {}) => ({
  stored,
  local: {
    get: async () => stored,
    set: async (items: Record<string, unknown>) => void Object.assign(stored, structuredClone(items)),
  },
})

test.each([
  [null],
  ['x'],
  [{ columns: 'name', widths: [['name', 'wide']], sort: 1, filter: [], split: 'half' }],
])('what cannot be used is as if it had never been chosen: %j', stored => {
  expect(readPanelView(stored)).toEqual(DEFAULT_VIEW)
})

test('the next panel lists streams as this one was left', async () => {
  const storage = fakeLocal()
  const list = createListState(await openViewStore(storage))
  list.toggleColumn('status')
  list.setWidth('name', 333)
  list.sortBy('events')
  list.sortBy('events')
  list.setGrouping('chain')
  list.setFilter({ text: 'chat', states: ['failed'] })
  await new Promise(resolve => setTimeout(resolve))
  const next = createListState(await openViewStore(fakeLocal(storage.stored)))
  expect(next.columns.value).toContain('status')
  expect(next.widths.value.get('name')).toBe(333)
  expect(next.options.value).toMatchObject({
    sort: { column: 'events', descending: true },
    grouping: 'chain',
    filter: { text: 'chat', states: ['failed'] },
  })
})

test('names that are no columns any more are passed over', async () => {
  const panelView = {
    columns: ['name', 'gone'],
    widths: [['gone', 50]],
    sort: { column: 'gone', descending: true },
  }
  const list = createListState(await openViewStore(fakeLocal({ panelView })))
  expect(list.columns.value).toEqual(['name'])
  expect(list.options.value.sort).toBeNull()
})

test('the name cannot be hidden', async () => {
  const list = createListState(await openViewStore(fakeLocal()))
  list.toggleColumn('name')
  expect(list.columns.value).toContain('name')
})
