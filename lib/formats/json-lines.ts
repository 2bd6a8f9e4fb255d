import { essenceOf } from '../event-stream/content-type'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
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
  looksLike: head => /^\s*[{[].*[}\]]\r?\n/.test(decode(head)),
  createParser: createJsonLinesParser,
  readBlock,
}

/** A line's text is its data, without line end. A line of white space is a comment: some servers beat so. */
function readBlock(bytes: Uint8Array): BlockDetail {
  const text = decode(bytes).replace(/\r?\n?$/, '')
  const isBlank = text.trim() === ''
  return {
    type: '',
    data: isBlank ? '' : text,
    id: null,
    retry: null,
    comments: isBlank ? [text] : [],
    fields: [],
  }
}
