import { COLON, DIGIT_NINE, DIGIT_ZERO, NULL } from './ascii'

/** Enough for the longest name with the longest type kept. */
const LIMIT = 512

/**
 * What is kept of a line that comes in pieces: its first bytes, and of all further ones only what decides about
 * the line as a whole.
 */
export interface LineHead {
  readonly bytes: Uint8Array
  /** Bytes kept. */
  readonly kept: number
  /** Bytes seen. */
  readonly length: number
  /** Of the bytes not kept: whether there is a NUL, whether there is anything but ASCII digits. */
  readonly hasNullBeyond: boolean
  readonly hasOtherBeyond: boolean
  /** Position in the line of the first colon that was not kept; -1 where there is none. */
  readonly colonBeyond: number
  push(bytes: Uint8Array, from: number, to: number): void
  clear(): void
}

export function createLineHead(): LineHead {
  const held = new Uint8Array(LIMIT)
  const head = {
    bytes: held,
    kept: 0,
    length: 0,
    hasNullBeyond: false,
    hasOtherBeyond: false,
    colonBeyond: -1,
    push(bytes: Uint8Array, from: number, to: number): void {
      const end = Math.min(to, from + LIMIT - head.kept)
      let kept = head.kept
      for (let index = from; index < end; index++) held[kept++] = bytes[index] ?? 0
      head.kept = kept
      if (end < to) passBeyond(bytes, end, to, head.length + end - from)
      head.length += to - from
    },
    clear(): void {
      head.kept = 0
      head.length = 0
      head.hasNullBeyond = false
      head.hasOtherBeyond = false
      head.colonBeyond = -1
    },
  }

  function passBeyond(bytes: Uint8Array, from: number, to: number, position: number): void {
    for (let index = from; index < to; index++) {
      const byte = bytes[index] ?? 0
      if (byte === NULL) head.hasNullBeyond = true
      if (byte < DIGIT_ZERO || byte > DIGIT_NINE) head.hasOtherBeyond = true
      if (byte === COLON && head.colonBeyond < 0) head.colonBeyond = position + index - from
    }
  }

  return head
}
