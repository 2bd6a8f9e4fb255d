import { COLON, DIGIT_NINE, DIGIT_ZERO, NULL, SPACE } from './ascii'

/** What a line is: one of the four fields, a comment, or a field that is ignored. */
export type FieldKind = 'data' | 'event' | 'id' | 'retry' | 'comment' | 'unknown'

/**
 * What the line [from, to), which is not empty, is.
 * [spec] Names are compared literally, with no case folding; an empty name makes the line a comment.
 */
export function fieldKind(bytes: Uint8Array, from: number, to: number): FieldKind {
  if (isEvent(bytes, from)) return endsName(bytes, from + 5, to) ? 'event' : 'unknown'
  if (isId(bytes, from)) return endsName(bytes, from + 2, to) ? 'id' : 'unknown'
  if (bytes[from] === COLON) return 'comment'
  if (isData(bytes, from)) return endsName(bytes, from + 4, to) ? 'data' : 'unknown'
  if (isRetry(bytes, from)) return endsName(bytes, from + 5, to) ? 'retry' : 'unknown'
  return 'unknown'
}

/** Whether the name of the line that ends at `to` ends at `at`: there is its colon, or there is none. */
function endsName(bytes: Uint8Array, at: number, to: number): boolean {
  return at === to || (at < to && bytes[at] === COLON)
}

/** Whether `data:` stands at `from`: most lines of most streams begin so. */
export function isDataField(bytes: Uint8Array, from: number): boolean {
  return isData(bytes, from) && bytes[from + 4] === COLON
}

function isData(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from] === 0x64 && bytes[from + 1] === 0x61 && bytes[from + 2] === 0x74 && bytes[from + 3] === 0x61
  )
}

/** Whether `event:` stands at `from`. */
export function isEventField(bytes: Uint8Array, from: number): boolean {
  return isEvent(bytes, from) && bytes[from + 5] === COLON
}

function isEvent(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from] === 0x65 &&
    bytes[from + 1] === 0x76 &&
    bytes[from + 2] === 0x65 &&
    bytes[from + 3] === 0x6e &&
    bytes[from + 4] === 0x74
  )
}

/** Whether `id:` stands at `from`. */
export function isIdField(bytes: Uint8Array, from: number): boolean {
  return isId(bytes, from) && bytes[from + 2] === COLON
}

function isId(bytes: Uint8Array, from: number): boolean {
  return bytes[from] === 0x69 && bytes[from + 1] === 0x64
}

function isRetry(bytes: Uint8Array, from: number): boolean {
  return (
    bytes[from] === 0x72 &&
    bytes[from + 1] === 0x65 &&
    bytes[from + 2] === 0x74 &&
    bytes[from + 3] === 0x72 &&
    bytes[from + 4] === 0x79
  )
}

/** Where the name of the line [from, to) ends. */
export function findColon(bytes: Uint8Array, from: number, to: number): number {
  let index = from
  while (index < to && bytes[index] !== COLON) index++
  return index
}

/** [spec] If value starts with a U+0020 SPACE character, remove it from value. */
export function valueIndex(bytes: Uint8Array, colon: number, to: number): number {
  if (colon + 1 < to && bytes[colon + 1] === SPACE) return colon + 2
  return Math.min(colon + 1, to)
}

export function hasNull(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) if (bytes[index] === NULL) return true
  return false
}

/** Whether [from, to) holds anything but ASCII digits. */
export function hasOther(bytes: Uint8Array, from: number, to: number): boolean {
  for (let index = from; index < to; index++) {
    const byte = bytes[index] ?? 0
    if (byte < DIGIT_ZERO || byte > DIGIT_NINE) return true
  }
  return false
}
