import { at, has, isObject, textAt } from './json'
import { ABSENT, type Container, type Draft, Misfit, type Step } from './json-document'
import type { MessageWriter, PartWriter } from './message-types'

/** Where a value stands or would: a member or element of what stands there. */
interface Place {
  readonly target: Container
  readonly key: Step
}

/**
 * [spec] RFC 6902: all operations in order, or none where one does not fit.
 * @throws Misfit naming the operation and its path
 */
export const applyPatch =
  (operations: readonly unknown[]) =>
  (draft: Draft): void => {
    for (const operation of operations) applyOperation(draft, operation)
  }

function applyOperation(draft: Draft, operation: unknown) {
  const op = textAt(operation, 'op')
  const misfit = () => new Misfit(`${op} ${textAt(operation, 'path')}`.slice(0, 200))
  const find = (member: 'path' | 'from'): Place => {
    const place = placeOf(draft.root, at(operation, member))
    if (!place) throw misfit()
    return place
  }
  const there = (place: Place): unknown => {
    if (!Object.hasOwn(place.target, place.key)) throw misfit()
    return Reflect.get(place.target, place.key)
  }
  const value = (): unknown => {
    if (!has(operation, 'value')) throw misfit()
    return at(operation, 'value')
  }
  const add = ({ target, key }: Place, added: unknown) => {
    if (!Array.isArray(target)) return draft.put(target, key, added)
    if (Number(key) > target.length) throw misfit()
    draft.insert(target, Number(key), added)
  }
  const remove = (place: Place) => {
    there(place)
    if (Array.isArray(place.target)) draft.remove(place.target, Number(place.key))
    // The RFC does not say what is left without the whole; libraries leave null.
    else draft.put(place.target, place.key, place.target === draft.root ? null : ABSENT)
  }

  switch (op) {
    case 'add':
      return add(find('path'), draft.own(value()))
    case 'remove':
      return remove(find('path'))
    case 'replace': {
      const place = find('path')
      there(place)
      return draft.put(place.target, place.key, draft.own(value()))
    }
    case 'move': {
      const from = find('from')
      const moved = there(from)
      if (isInside(textAt(operation, 'path'), textAt(operation, 'from'))) throw misfit()
      remove(from)
      return add(find('path'), moved)
    }
    case 'copy':
      return add(find('path'), draft.own(there(find('from'))))
    case 'test':
      if (!isEqual(there(find('path')), value())) throw misfit()
      return
    default:
      throw misfit()
  }
}

/** Nothing can be moved into itself. */
const isInside = (path: string, from: string): boolean => path.startsWith(`${from}/`)

/** [spec] RFC 6901; `-` is the place behind an array's last element. Null where the way to it is not there. */
function placeOf(root: Container, pointer: unknown): Place | null {
  if (typeof pointer !== 'string' || !/^(\/|$)/.test(pointer)) return null
  let place: Place = { target: root, key: 'value' }
  for (const token of pointer.split('/').slice(1)) {
    const target = at(place.target, place.key)
    if (!isContainer(target)) return null
    const name = token.replaceAll('~1', '/').replaceAll('~0', '~')
    const key = Array.isArray(target) ? indexOf(target, name) : name
    if (key === null) return null
    place = { target, key }
  }
  return place
}

const isContainer = (value: unknown): value is Container => typeof value === 'object' && value !== null

function indexOf(list: readonly unknown[], token: string): number | null {
  if (token === '-') return list.length
  return /^(0|[1-9]\d*)$/.test(token) ? Number(token) : null
}

/** [spec] RFC 6902, 4.6. */
function isEqual(one: unknown, other: unknown): boolean {
  if (Array.isArray(one))
    return (
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((element, index) => isEqual(element, other[index]))
    )
  if (!isObject(one)) return one === other
  if (!isObject(other)) return false
  const names = Object.keys(one)
  return (
    names.length === Object.keys(other).length &&
    names.every(name => has(other, name) && isEqual(one[name], other[name]))
  )
}

/** [spec] RFC 7396, 2: members are merged, null takes away, everything else takes the place of what stood there. */
export const applyMergePatch =
  (patch: unknown) =>
  (draft: Draft): void => {
    const left: (readonly [Place, unknown])[] = [[{ target: draft.root, key: 'value' }, patch]]
    for (let next = left.pop(); next; next = left.pop()) {
      const [{ target, key }, wanted] = next
      if (!isObject(wanted)) {
        draft.put(target, key, draft.own(wanted))
        continue
      }
      if (!isObject(at(target, key))) draft.put(target, key, {})
      const merged = at(target, key)
      if (!isContainer(merged)) continue
      // What is left is taken from its end: members go in from the first to the last.
      for (const [name, value] of Object.entries(wanted).reverse())
        if (value !== null) left.push([{ target: merged, key: name }, value])
        else if (has(merged, name)) draft.put(merged, name, ABSENT)
    }
  }

/** [spec] RFC 6902, 3 and 4: an operation has one `op` of six and a `path`, a JSON Pointer. */
export const isOperation = (value: unknown): boolean =>
  /^(add|remove|replace|move|copy|test)$/.test(textAt(value, 'op')) &&
  typeof at(value, 'path') === 'string' &&
  /^(\/|$)/.test(textAt(value, 'path'))

/** Puts the value in place of all that stands there. */
export const setValue =
  (value: unknown) =>
  (draft: Draft): void =>
    draft.put(draft.root, 'value', draft.own(value))

/** What a stream must have begun with whose first operation goes into a document that it did not send. */
export const baseFor = (operation: unknown): unknown => {
  const [, first] = textAt(operation, 'path').split('/')
  return first === '-' || first === '0' ? [] : {}
}

/** What the value was before the stream: known from the request, or assumed. Undefined where the stream sends it. */
export interface Beginning {
  known?: unknown
  assumed?: unknown
}

/** The part of a value that events change, marked as inferred where its beginning is assumed. */
export function changedPart(
  message: MessageWriter,
  key: string,
  name: string,
  { known, assumed }: Beginning,
): PartWriter {
  const part = message.find(key)
  if (part) return part
  const inferred = known === undefined && assumed !== undefined
  const begun = message.part(key, 'data', { name, inferred })
  const value = known ?? assumed
  if (value !== undefined) begun.change(setValue(value))
  return begun
}
