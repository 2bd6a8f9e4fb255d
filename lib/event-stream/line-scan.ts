import { CARRIAGE_RETURN, LINE_FEED } from './ascii'

/** Where bytes are read four at a time: `words[0]` begins at `bytes[first]`. */
export interface Words {
  words: Int32Array
  first: number
}

/** Below this a view costs more than it saves (measured on 128-byte and 4-KB pieces). */
const SHORTEST = 256

/** The aligned words of a piece; null where reading it byte by byte is as fast. */
export function wordsOf(bytes: Uint8Array): Words | null {
  if (bytes.length < SHORTEST) return null
  const first = -bytes.byteOffset & 3
  return { words: new Int32Array(bytes.buffer, bytes.byteOffset + first, (bytes.length - first) >> 2), first }
}

/** The index of the first CR, LF or byte beyond ASCII from `from` on, or the length. */
export function findStop(bytes: Uint8Array, words: Words | null, from: number): number {
  if (words === null) return passBytes(bytes, from, bytes.length)
  if (from >= words.first) return passWords(bytes, words.words, words.first, from)
  const index = passBytes(bytes, from, words.first)
  return index < words.first ? index : passWords(bytes, words.words, words.first, index)
}

function passWords(bytes: Uint8Array, words: Int32Array, first: number, from: number): number {
  let index = from
  while (index < bytes.length) {
    // The first word may begin before `from`; then its bytes are looked at one by one.
    const start = first + (passPlain(words, (index - first) >> 2) << 2)
    const end = Math.min(start + 4, bytes.length)
    index = passBytes(bytes, start > index ? start : index, end)
    if (index < end) return index
  }
  return index
}

// A word is plain if all its bytes are from 0x0E to 0x7F: then no subtraction borrows and no high bit is set.
const LOWEST_PLAIN = 0x0e0e0e0e
const HIGH_BITS = 0x80808080

/** The first word from `at` on that is not plain, or the number of words. Goes by fours, which saves a quarter. */
function passPlain(words: Int32Array, at: number): number {
  const lastFour = words.length - 4
  let index = at
  while (index <= lastFour) {
    const a = words[index] ?? 0
    const b = words[index + 1] ?? 0
    const c = words[index + 2] ?? 0
    const d = words[index + 3] ?? 0
    const borrows = (a - LOWEST_PLAIN) | (b - LOWEST_PLAIN) | (c - LOWEST_PLAIN) | (d - LOWEST_PLAIN)
    if (((a | b | c | d | borrows) & HIGH_BITS) !== 0) break
    index += 4
  }
  while (index < words.length && isPlain(words[index] ?? 0)) index++
  return index
}

function isPlain(word: number): boolean {
  return ((word | (word - LOWEST_PLAIN)) & HIGH_BITS) === 0
}

function passBytes(bytes: Uint8Array, from: number, to: number): number {
  let index = from
  for (; index < to; index++) {
    const byte = bytes[index] ?? 0
    // One comparison for most bytes: those from 0x0E to 0x7F.
    if ((byte - 0x0e) >>> 0 < 0x72) continue
    if (byte >= 0x80 || byte === LINE_FEED || byte === CARRIAGE_RETURN) break
  }
  return index
}
