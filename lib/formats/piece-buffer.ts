import type { ByteCount } from '../wire/units'

/** Bytes that come in pieces, joined up to a limit. Beyond it only their beginning is kept. */
export interface PieceBuffer {
  readonly length: ByteCount
  push(bytes: Uint8Array): void
  /** What was pushed, valid until the next push; null where it passed the limit. */
  bytes(): Uint8Array | null
  /** The same with a last piece, which is not copied where it is all there is. */
  with(last: Uint8Array): Uint8Array | null
  /** The first bytes, however many were pushed. */
  head(): Uint8Array
  clear(): void
}

const SMALLEST = 1024
/** What is kept for the next pieces. */
const LARGEST_IDLE = 64 * 1024
/** Enough for the value of a problem and the name of a type. */
export const HEAD_LENGTH: ByteCount = 256

export function createPieceBuffer(limit: ByteCount): PieceBuffer {
  let held = new Uint8Array(0)
  /** Of `held`. */
  let used = 0
  let length = 0

  function reserve(needed: number): void {
    if (needed <= held.length) return
    const larger = new Uint8Array(Math.max(needed, Math.min(limit, held.length * 2), SMALLEST))
    larger.set(held.subarray(0, used))
    held = larger
  }

  function append(bytes: Uint8Array): void {
    reserve(used + bytes.length)
    held.set(bytes, used)
    used += bytes.length
  }

  function push(bytes: Uint8Array): void {
    length += bytes.length
    if (length <= limit) append(bytes)
    else keepHead(bytes)
  }

  function keepHead(bytes: Uint8Array): void {
    if (used < HEAD_LENGTH) append(bytes.subarray(0, HEAD_LENGTH - used))
    else if (held.length > HEAD_LENGTH) held = held.slice(0, HEAD_LENGTH)
  }

  const bytes = () => (length > limit ? null : held.subarray(0, used))

  return {
    get length() {
      return length
    },
    push,
    bytes,
    with(last) {
      if (length === 0 && last.length <= limit) return last
      push(last)
      return bytes()
    },
    head: () => held.subarray(0, Math.min(used, HEAD_LENGTH)),
    clear() {
      length = 0
      used = 0
      if (held.length > LARGEST_IDLE) held = new Uint8Array(0)
    },
  }
}
