import { all, confidenceOf, isEmpty, spoken } from './evidence'
import { at, has, listAt, textAt } from './json'
import type { Protocol } from './types'

/** Documents kept up to date by JSON Patch (RFC 6902): lists of operations, bare or as the member `ops`. */
export const jsonPatch: Protocol = {
  id: 'json-patch',
  matches: opening =>
    confidenceOf(
      false,
      all(spoken(opening), ({ json }) => all(operations(json), isOperation)),
    ),
  create: message => event => {
    if (isEmpty(event)) return
    const found = operations(event.json)
    if (found.length === 0) return message.note('unknown-event', event.data.slice(0, 80))
    const part = message.part('patches', 'data', { name: 'JSON Patch' })
    part.item(...(has(event.json, 'ops') ? ['ops'] : []))
    for (const operation of found) {
      if (!isOperation(operation)) message.note('unknown-event', textAt(operation, 'op'))
    }
  },
}

const operations = (json: unknown): readonly unknown[] => {
  if (Array.isArray(json)) return json
  if (Array.isArray(at(json, 'ops'))) return listAt(json, 'ops')
  return has(json, 'op') ? [json] : []
}

/** [spec] RFC 6902, 4: an operation has one `op` of six and a `path`, a JSON Pointer. */
const isOperation = (value: unknown): boolean =>
  /^(add|remove|replace|move|copy|test)$/.test(textAt(value, 'op')) &&
  typeof at(value, 'path') === 'string' &&
  /^(\/|$)/.test(textAt(value, 'path'))
