import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import { detailOf } from './detail'
import { createJsonArrayParser } from './json-array-parser'

/**
 * A JSON array whose elements come one by one. It has no content type of its own, and nothing in its bytes tells it
 * from an array that comes at once: that the page reads a JSON answer as a stream is what makes it one.
 */
export const jsonArray: Format = {
  id: 'json-array',
  matches: () => false,
  // Text may begin with a bracket, but hardly with an object or array as JSON writes it.
  looksLike: head => /^\s*\[\s*(\{\s*["}]|\[)/.test(headText(head)),
  createParser: createJsonArrayParser,
  readBlock,
}

function readBlock(bytes: Uint8Array): BlockDetail {
  const text = decode(bytes).trim()
  // The block of a number or literal ends with the byte behind it.
  return detailOf(/^["{[]/.test(text) ? text : text.replace(/[,\]]$/, ''))
}
