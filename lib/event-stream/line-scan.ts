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
    const end = Math.min(start + 8, bytes.length)
    index = passBytes(bytes, start > index ? start : index, end)
    if (index < end) return index
  }
  return index
}

/** The first word from `at` on that, with the one behind it, is not plain; or the last one or the number of words. */
function passPlain(words: Int32Array, at: number): number {
  const last = words.length - 1
  let index = at
  while (index < last && arePlain(words[index] ?? 0, words[index + 1] ?? 0)) index += 2
  return index
}

/** Whether all bytes are from 0x0E to 0x7F: then no subtraction borrows and no high bit is set. */
function arePlain(one: number, other: number): boolean {
  return ((one | other | (one - 0x0e0e0e0e) | (other - 0x0e0e0e0e)) & 0x80808080) === 0
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
