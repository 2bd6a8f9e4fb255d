import { all, confidenceOf, isEmpty, spoken } from './evidence'
import { at, has, listAt, textAt } from './json'
import { applyPatch, baseFor, changedPart, isOperation } from './json-changes'
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
    const sendsAll = textAt(found[0], 'path') === ''
    const beginning = sendsAll ? {} : { assumed: baseFor(found[0]) }
    const part = changedPart(message, 'patches', 'JSON Patch', beginning)
    part.item(...(has(event.json, 'ops') ? ['ops'] : []))
    part.change(applyPatch(found))
  },
}

const operations = (json: unknown): readonly unknown[] => {
  if (Array.isArray(json)) return json
  if (Array.isArray(at(json, 'ops'))) return listAt(json, 'ops')
  return has(json, 'op') ? [json] : []
}
