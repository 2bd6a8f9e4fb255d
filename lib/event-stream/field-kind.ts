import { COLON, DIGIT_NINE, DIGIT_ZERO, NULL } from './ascii'

/** What a line is: one of the four fields, a comment, or a field that is ignored. */
export type FieldKind = 'data' | 'event' | 'id' | 'retry' | 'comment' | 'unknown'

const encode = (text: string) => new TextEncoder().encode(text)
const DATA = encode('data')
const EVENT = encode('event')
const ID = encode('id')
const RETRY = encode('retry')

/**
 * The field a name stands for.
 * [spec] Names are compared literally, with no case folding; an empty name makes the line a comment.
 */
export function fieldKind(bytes: Uint8Array, from: number, to: number): FieldKind {
  switch (to - from) {
    case 0:
      return 'comment'
    case 2:
      return startsWith(bytes, from, ID) ? 'id' : 'unknown'
    case 4:
      return startsWith(bytes, from, DATA) ? 'data' : 'unknown'
    case 5:
      if (startsWith(bytes, from, EVENT)) return 'event'
      return startsWith(bytes, from, RETRY) ? 'retry' : 'unknown'
    default:
      return 'unknown'
  }
}

function startsWith(bytes: Uint8Array, from: number, name: Uint8Array): boolean {
  for (let index = 0; index < name.length; index++) if (bytes[from + index] !== name[index]) return false
  return true
}

/** Whether [from, to) begins with `data:`: most lines of most streams, so it is worth a glance. */
export function isDataField(bytes: Uint8Array, from: number, to: number): boolean {
  return (
    to - from > 4 &&
    bytes[from] === 0x64 &&
    bytes[from + 1] === 0x61 &&
    bytes[from + 2] === 0x74 &&
    bytes[from + 3] === 0x61 &&
    bytes[from + 4] === COLON
  )
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
