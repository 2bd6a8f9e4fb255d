const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const OPENERS = new Set([0x5b, 0x7b])
const CLOSERS = new Set([0x5d, 0x7d])
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d])

export const isJsonSpace = (byte: number): boolean => WHITE_SPACE.has(byte)

/**
 * Finds the end of one JSON value in bytes cut anywhere, by nesting alone: whether it is right is another question.
 */
export interface ValueScan {
  /** Whether the value ends by itself, as numbers and literals do not. */
  readonly isDelimited: boolean
  /** A value begins with this byte, which is yet to be passed. */
  begin(first: number): void
  /** The index behind the value, from `from` on; -1 where it goes on. */
  pass(bytes: Uint8Array, from: number): number
}

export function createValueScan(): ValueScan {
  let isDelimited = false
  let depth = 0
  let isInString = false
  let isEscaped = false
  let isNew = false

  /** The index behind the closing quote, or the length. */
  function passString(bytes: Uint8Array, from: number): number {
    for (let index = from; index < bytes.length; index++) {
      const byte = bytes[index]
      if (isEscaped) isEscaped = false
      else if (byte === BACKSLASH) isEscaped = true
      else if (byte === QUOTE) {
        isInString = false
        return index + 1
      }
    }
    return bytes.length
  }

  function passDelimited(bytes: Uint8Array, from: number): number {
    let index = from
    while (index < bytes.length) {
      if (isInString) {
        index = passString(bytes, index)
      } else {
        const byte = bytes[index++] ?? 0
        if (byte === QUOTE) {
          isInString = true
          continue
        }
        if (OPENERS.has(byte)) depth++
        else if (CLOSERS.has(byte)) depth--
      }
      if (depth <= 0 && !isInString) return index
    }
    return -1
  }

  function passScalar(bytes: Uint8Array, from: number): number {
    let index = from
    // Whatever the first byte is, the value goes at least behind it.
    if (isNew && index < bytes.length) {
      isNew = false
      index++
    }
    for (; index < bytes.length; index++) {
      const byte = bytes[index] ?? 0
      if (byte === COMMA || CLOSERS.has(byte) || WHITE_SPACE.has(byte)) return index
    }
    return -1
  }

  return {
    get isDelimited() {
      return isDelimited
    },
    begin(first) {
      isDelimited = first === QUOTE || OPENERS.has(first)
      depth = 0
      isInString = false
      isEscaped = false
      isNew = true
    },
    pass: (bytes, from) => (isDelimited ? passDelimited(bytes, from) : passScalar(bytes, from)),
  }
}
