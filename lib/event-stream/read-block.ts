import type { ByteOffset } from '../wire/units'
import { CARRIAGE_RETURN, COLON, LINE_FEED, SPACE } from './ascii'
import { hasMark, MARK_LENGTH } from './byte-order-mark'
import { decode } from './text'
import type { BlockDetail, Field } from './types'

/**
 * Reads one block's bytes in full (WHATWG HTML 9.2.6, field processing). `start` is the block's offset in the
 * body. A last line without line end counts as a line, so that unterminated blocks can be looked at.
 */
export function readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  const fields: Field[] = []
  const slice = createSlicer(bytes)
  let from = start === 0 && hasMark(bytes, 0) ? MARK_LENGTH : 0
  while (from < bytes.length) {
    const end = findLineEnd(bytes, from)
    if (end > from) fields.push(readField(bytes, slice, from, end, start))
    const isPair = bytes[end] === CARRIAGE_RETURN && bytes[end + 1] === LINE_FEED
    from = end + (isPair ? 2 : 1)
  }
  return detailOf(fields)
}

type Slicer = (from: number, to: number) => string

/** Where every byte became one character, all text is cut from one string instead of decoded piece by piece. */
function createSlicer(bytes: Uint8Array): Slicer {
  const text = decode(bytes)
  if (text.length === bytes.length) return (from, to) => text.slice(from, to)
  return (from, to) => decode(bytes.subarray(from, to))
}

function findLineEnd(bytes: Uint8Array, from: number): number {
  let index = from
  for (; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0
    if (byte <= CARRIAGE_RETURN && (byte === LINE_FEED || byte === CARRIAGE_RETURN)) break
  }
  return index
}

function readField(bytes: Uint8Array, slice: Slicer, from: number, to: number, start: ByteOffset): Field {
  let colon = from
  while (colon < to && bytes[colon] !== COLON) colon++
  // [spec] If value starts with a U+0020 SPACE character, remove it from value.
  const valueStart = bytes[colon + 1] === SPACE && colon + 1 < to ? colon + 2 : colon + 1
  return {
    name: slice(from, colon),
    value: valueStart < to ? slice(valueStart, to) : '',
    start: start + from,
    end: start + to,
  }
}

function detailOf(fields: readonly Field[]): BlockDetail {
  const comments: string[] = []
  let type = ''
  let data: string | null = null
  let id: string | null = null
  let retry: number | null = null
  for (const { name, value } of fields) {
    if (name === 'data') data = data === null ? value : `${data}\n${value}`
    else if (name === 'event') type = value
    else if (name === 'id') id = value.includes('\0') ? id : value
    else if (name === 'retry') retry = /^[0-9]+$/.test(value) ? Number(value) : retry
    else if (name === '') comments.push(value)
  }
  return { type, data: data ?? '', id, retry, comments, fields }
}
