import type { ByteStore } from '../session/types'
import type { ByteCount, ByteOffset } from '../wire/units'

/** What is looked for: bytes, of which letters of ASCII may be of either case. */
export interface Needle {
  bytes: Uint8Array
  anyCase: boolean
}

const ESCAPES = new Map([
  ['r', 0x0d],
  ['n', 0x0a],
  ['t', 0x09],
  ['\\', 0x5c],
])

/**
 * Reads what one writes to find bytes. As hex, pairs of digits with or without spaces between; else text, in which
 * `\xHH`, `\r`, `\n`, `\t` and `\\` stand for bytes. Null where there is nothing to look for.
 */
export const readNeedle = (text: string, isHex: boolean): Needle | null => {
  const digits = text.replace(/^0x/i, '').replace(/\s+/g, '')
  if (isHex && /^(?:[\da-f]{2})+$/i.test(digits))
    return {
      bytes: Uint8Array.from(digits.match(/../g) ?? [], pair => Number.parseInt(pair, 16)),
      anyCase: false,
    }
  const encoder = new TextEncoder()
  const bytes: number[] = []
  for (const [part, hex, letter] of text.matchAll(/\\x([\da-f]{2})|\\([rnt\\])|[^\\]+|\\/gi)) {
    const escaped = letter === undefined ? undefined : ESCAPES.get(letter.toLowerCase())
    if (hex !== undefined) bytes.push(Number.parseInt(hex, 16))
    else if (escaped !== undefined) bytes.push(escaped)
    else bytes.push(...encoder.encode(part))
  }
  return bytes.length > 0 ? { bytes: Uint8Array.from(bytes), anyCase: true } : null
}

/** Finds bytes in a body that grows, a bounded stretch at a time. */
export interface ByteSearch {
  /** Where the first `MOST_HITS` begin; `count` goes on. */
  readonly hits: readonly ByteOffset[]
  readonly count: number
  /** How far the body was looked through. */
  readonly searched: ByteOffset
  /** True where some of the body is left. */
  scan(budget: ByteCount): boolean
}

export const MOST_HITS = 100_000

/** Bytes that were dropped hold nothing, and nothing is found across them. */
export const createByteSearch = (store: ByteStore, { bytes: needle, anyCase }: Needle): ByteSearch => {
  const fold = anyCase ? LOWER : SAME
  const wanted = needle.map(byte => fold[byte] ?? 0)
  const hits: ByteOffset[] = []
  let count = 0
  let searched = 0

  const scanStretch = (from: ByteOffset, to: ByteOffset) => {
    const window = store.slice(from, to)
    if (!window) return
    const end = window.length - wanted.length
    for (let at = 0; at <= end; at++) {
      let same = 0
      while (same < wanted.length && fold[window[at + same] ?? 0] === wanted[same]) same++
      if (same < wanted.length) continue
      if (hits.length < MOST_HITS) hits.push(from + at)
      count++
    }
  }
  return {
    hits,
    get count() {
      return count
    },
    get searched() {
      return searched
    },
    scan(budget) {
      const hole = store.holes().find(({ end }) => end > searched)
      if (hole && hole.start <= searched) searched = hole.end
      else {
        const bound = hole?.start ?? store.length
        const end = Math.min(bound, searched + budget)
        // What begins here may end behind.
        const reach = Math.min(bound, end + wanted.length - 1)
        scanStretch(searched, reach)
        // The rest may be the beginning of something that is still to come.
        searched =
          reach === bound && !hole ? Math.max(searched, Math.min(end, bound - wanted.length + 1)) : end
      }
      return searched + wanted.length <= store.length
    },
  }
}

const SAME = Uint8Array.from({ length: 256 }, (_, byte) => byte)
const LOWER = SAME.map(byte => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte))
