import type { ByteCount } from '../wire/units'

/** A line that comes in pieces, joined up to a limit. Beyond it nothing is kept. */
export interface LineBuffer {
  readonly length: ByteCount
  push(bytes: Uint8Array): void
  /** The line so far, valid until the next push; null where it passed the limit. */
  bytes(): Uint8Array | null
  clear(): void
}

const SMALLEST = 1024
/** What is kept for the next line. */
const LARGEST_IDLE = 64 * 1024

export function createLineBuffer(limit: ByteCount): LineBuffer {
  let held = new Uint8Array(0)
  let length = 0

  function reserve(needed: number): void {
    if (needed <= held.length) return
    const larger = new Uint8Array(Math.max(needed, Math.min(limit, held.length * 2), SMALLEST))
    larger.set(held.subarray(0, length))
    held = larger
  }

  return {
    get length() {
      return length
    },
    push(bytes) {
      const total = length + bytes.length
      if (total > limit) {
        held = new Uint8Array(0)
      } else {
        reserve(total)
        held.set(bytes, length)
      }
      length = total
    },
    bytes: () => (length > limit ? null : held.subarray(0, length)),
    clear() {
      length = 0
      if (held.length > LARGEST_IDLE) held = new Uint8Array(0)
    },
  }
}
