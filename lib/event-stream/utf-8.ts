import type { ByteOffset } from '../wire/units'
import type { Problem } from './types'

/**
 * Looks for what a UTF-8 decoder would replace with U+FFFD (Encoding Standard 8.1.1, "UTF-8 decoder").
 * Sequences may be split between calls.
 */
export interface Utf8Check {
  /** Whether a sequence is left open, or continuation bytes are to be passed over. */
  isOpen(): boolean
  /**
   * Checks the bytes beyond ASCII from `from` on, of which the first stands at `offset` in the body, and returns
   * the index of the ASCII byte that ends them, or `to`.
   */
  pass(bytes: Uint8Array, from: number, offset: ByteOffset, to?: number): number
  /** An ASCII byte or the end of the body follows: a sequence left open is an error. */
  finish(): void
  /** Bytes are missing here: nothing is known of a sequence left open, nor of continuation bytes that follow. */
  resume(): void
}

const LONGEST_TAIL = 3

export function createUtf8Check(onProblem: (problem: Problem) => void): Utf8Check {
  let needed = 0
  let lower = 0x80
  let upper = 0xbf
  let strays = 0
  let start = 0
  let seen = 0
  let seenLength = 0

  /** `value` of the problem is the bytes in hexadecimal: what they were meant to be is unknown. */
  function report(): void {
    onProblem({
      code: 'invalid-utf-8',
      offset: start,
      length: seenLength,
      value: hexadecimal(seen, seenLength),
    })
    needed = 0
  }

  function lead(byte: number, offset: ByteOffset): void {
    if (byte < 0x80) return
    start = offset
    seen = byte
    seenLength = 1
    // [spec] Overlong forms, surrogates and values beyond U+10FFFF are told by the second byte.
    lower = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
    upper = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
    needed = tailLength(byte)
    if (needed === 0) report()
  }

  function next(byte: number, offset: ByteOffset): void {
    if (byte < lower || byte > upper) {
      // [spec] The byte that does not fit is read again as the beginning of the next sequence.
      report()
      lead(byte, offset)
      return
    }
    seen = (seen << 8) | byte
    seenLength++
    lower = 0x80
    upper = 0xbf
    needed--
  }

  function isStray(byte: number): boolean {
    if (strays > 0 && byte >= 0x80 && byte <= 0xbf) {
      strays--
      return true
    }
    strays = 0
    return false
  }

  function finish(): void {
    strays = 0
    if (needed > 0) report()
  }

  function step(byte: number, offset: ByteOffset): void {
    if (needed > 0) next(byte, offset)
    else if (!isStray(byte)) lead(byte, offset)
  }

  return {
    isOpen: () => needed > 0 || strays > 0,
    pass(bytes, from, offset, to = bytes.length) {
      let index = from
      while (index < to) {
        if (needed === 0 && strays === 0) index = passWhole(bytes, index, to)
        if (index === to) break
        const byte = bytes[index] ?? 0
        if (byte < 0x80) {
          finish()
          break
        }
        step(byte, offset + index - from)
        index++
      }
      return index
    },
    finish,
    resume() {
      needed = 0
      strays = LONGEST_TAIL
    },
  }
}

/** Up to three bytes, packed, as in `e2 82`. */
function hexadecimal(packed: number, length: number): string {
  const digits = packed.toString(16).padStart(length * 2, '0')
  return digits.replace(/(..)(?!$)/g, '$1 ')
}

/** Passes the well-formed sequences that stand at `from` and end before `to`; the plain way, which is the fastest. */
export function passWhole(bytes: Uint8Array, from: number, to: number): number {
  let index = from
  while (index + 3 < to) {
    const byte = bytes[index] ?? 0
    const second = bytes[index + 1] ?? 0
    if (byte >= 0xe1 && byte <= 0xef && byte !== 0xed) {
      if (!isTail(second) || !isTail(bytes[index + 2] ?? 0)) break
      index += 3
    } else if (byte >= 0xc2 && byte <= 0xdf) {
      if (!isTail(second)) break
      index += 2
    } else break
  }
  return index
}

function isTail(byte: number): boolean {
  return (byte & 0xc0) === 0x80
}

/** Continuation bytes that follow a leading byte; 0 where it leads nothing. */
function tailLength(byte: number): number {
  if (byte >= 0xc2 && byte <= 0xdf) return 1
  if (byte >= 0xe0 && byte <= 0xef) return 2
  if (byte >= 0xf0 && byte <= 0xf4) return 3
  return 0
}
