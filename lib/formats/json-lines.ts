import { essenceOf } from '../event-stream/content-type'
import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import { detailOf } from './detail'
import { isJsonText } from './json-check'
import { createJsonLinesParser } from './json-lines-parser'

const TYPES: ReadonlySet<string> = new Set([
  'application/x-ndjson',
  'application/ndjson',
  'application/x-jsonl',
  'application/jsonl',
  'application/x-jsonlines',
  'application/jsonlines',
  'application/json-lines',
  'application/x-json-lines',
  'application/x-json-stream',
  'application/json-stream',
  'application/stream+json',
  'text/x-ndjson',
  'text/ndjson',
  'text/jsonl',
])

/** NDJSON, JSON Lines and their like: one JSON value a line. Subtypes with the suffix `stream+json` belong here too. */
export const jsonLines: Format = {
  id: 'json-lines',
  matches: contentType => {
    const essence = essenceOf(contentType)
    return TYPES.has(essence) || /^application\/(.+[-.])?stream\+json$/.test(essence)
  },
  looksLike,
  createParser: createJsonLinesParser,
  readBlock,
}

/**
 * A whole object or array in the first line and the beginning of another behind it. The first line alone is no
 * evidence: many servers end an ordinary JSON answer with a line end.
 */
function looksLike(head: Uint8Array): boolean {
  const [, first, next] = /^[ \t\r\n]*([{[][^\n]*)\n\s*([{[])/.exec(headText(head)) ?? []
  return first !== undefined && next !== undefined && isJsonText(first)
}

/** A line's text is its data, without line end. A line of white space is a comment: some servers beat so. */
function readBlock(bytes: Uint8Array): BlockDetail {
  const text = decode(bytes).replace(/\r?\n?$/, '')
  return text.trim() === '' ? detailOf('', { comments: [text] }) : detailOf(text)
}
