const MARK = Uint8Array.of(0xef, 0xbb, 0xbf)

/** Length of U+FEFF in UTF-8. */
export const MARK_LENGTH = MARK.length

/** Whether U+FEFF, as UTF-8, stands at `at`. */
export function hasMark(bytes: Uint8Array, at: number): boolean {
  return MARK.every((byte, index) => bytes[at + index] === byte)
}

/** Passes a body on without the byte order mark at its start, wherever the body is cut. */
export interface MarkStripper {
  feed(bytes: Uint8Array): void
  /** No more of the start will come: what looked like a mark was none. */
  flush(): void
}

export function createMarkStripper(onMark: () => void, onBytes: (bytes: Uint8Array) => void): MarkStripper {
  let matched = 0
  let isDecided = false

  function flush(): void {
    if (isDecided) return
    isDecided = true
    if (matched > 0) onBytes(MARK.subarray(0, matched))
  }

  function feedStart(bytes: Uint8Array): void {
    let index = 0
    while (index < bytes.length && matched < MARK.length && bytes[index] === MARK[matched]) {
      index++
      matched++
    }
    if (matched === MARK.length) {
      isDecided = true
      onMark()
    } else if (index < bytes.length) {
      flush()
    }
    if (index < bytes.length) onBytes(bytes.subarray(index))
  }

  return {
    feed(bytes) {
      if (isDecided) onBytes(bytes)
      else feedStart(bytes)
    },
    flush,
  }
}
