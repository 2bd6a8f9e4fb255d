import { at, isObject, listAt, textAt } from './json'

/** Joins a first result with the patches that follow it. */
export interface IncrementalResult {
  add(payload: unknown): void
  value(): unknown
}

type Path = readonly (string | number)[]

/**
 * Incremental delivery in its older form (`path` in each patch) and the newer (`pending` gives paths by ID).
 * https://github.com/graphql/graphql-spec/pull/1110
 */
export function createIncrementalResult(): IncrementalResult {
  const root: { data: unknown } = { data: undefined }
  const pending = new Map<string, Path>()

  function readPending(payload: unknown) {
    for (const each of listAt(payload, 'pending')) pending.set(textAt(each, 'id'), pathOf(each))
  }

  function patch(each: unknown) {
    const base = pending.get(textAt(each, 'id')) ?? pathOf(each)
    const path = [...base, ...listAt(each, 'subPath').filter(isStep)]
    const items = listAt(each, 'items')
    if (items.length > 0) return addItems(root, path, items, pending.has(textAt(each, 'id')))
    const target = at(root, 'data', ...path)
    if (isObject(target)) merge(target, at(each, 'data'))
  }

  return {
    add(payload) {
      readPending(payload)
      if (root.data === undefined) root.data = at(payload, 'data')
      for (const each of listAt(payload, 'incremental')) patch(each)
    },
    value: () => root.data,
  }
}

const isStep = (step: unknown): step is string | number =>
  typeof step === 'string' || typeof step === 'number'
const pathOf = (value: unknown): Path => listAt(value, 'path').filter(isStep)

/** The older form's path ends with the index of the first item. */
function addItems(root: unknown, path: Path, items: readonly unknown[], isPending: boolean) {
  const list = at(root, 'data', ...(isPending ? path : path.slice(0, -1)))
  if (Array.isArray(list)) for (const item of items) list.push(item)
}

function merge(target: object, data: unknown) {
  if (!isObject(data)) return
  for (const [name, value] of Object.entries(data)) {
    const known = at(target, name)
    if (isObject(known) && isObject(value)) merge(known, value)
    // A member of any name is a value of its own, never a prototype.
    else Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
  }
}
