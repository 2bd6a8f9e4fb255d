import { all, confidenceOf, header, isDone, isEmpty, spoken } from './evidence'
import { isObject } from './json'
import { applyMergePatch } from './json-changes'
import type { Protocol } from './types'

/**
 * A document kept up to date by JSON Merge Patch (RFC 7396). Any JSON is such a patch, so only its media type or the
 * events' types tell it. What the document was before the stream is not known.
 */
export const mergePatch: Protocol = {
  id: 'merge-patch',
  matches: opening =>
    confidenceOf(
      /^application\/merge-patch\+json\b/i.test(header(opening.responseHeaders, 'content-type').trim()),
      all(spoken(opening), ({ type, json }) => NAME.test(type) && isObject(json)),
    ),
  create: message => event => {
    if (isEmpty(event)) return
    if (isDone(event)) return message.end()
    if (event.json === undefined) return message.note('not-json', event.data.slice(0, 80))
    const part = message.part('document', 'data', { name: 'JSON Merge Patch', inferred: true })
    part.item()
    part.change(applyMergePatch(event.json))
  },
}

const NAME = /^(json)?[-_. ]?merge[-_. ]?patch(es)?$/i
