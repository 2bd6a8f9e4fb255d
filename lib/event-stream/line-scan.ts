import { CARRIAGE_RETURN, LINE_FEED } from './ascii'
import { passWhole } from './utf-8'

/*
 * Bytes are looked through four at a time, in memory that all parsers share: there they begin on a word's border
 * whatever they were cut from, and an end mark spares every look at their length. To copy them costs little beside
 * what it saves. What is constant stands in a function: engines build the address of such memory into their code,
 * but bundlers make variables of a module's own constants (which costs half as much again).
 */
export const { held, readHolding, findEnd, behindFeed, createLineMemory } = createLineScan()

type Read = (length: number, at: number) => void

function createLineScan() {
  // Large enough for what the network usually gives at once, small enough for a processor's nearest cache.
  const HELD_LIMIT = 8192
  // Stops every search, and is nothing that text in UTF-8 may contain.
  const END_MARK = 0xff
  // Room for the end mark and the words that are read with it.
  const MARGIN = 32
  // Below so many bytes a loop is faster than the engine's own copying.
  const TINY = 12
  // Bytes of a part looked through for its last empty line.
  const LOOK_BACK = 1024
  // Of a line to remember; one word more is read.
  const LINE_LIMIT = 60
  // A word is plain if all its bytes are from 0x0E to 0x7F: then no subtraction borrows and no high bit is set.
  const LOWEST_PLAIN = 0x0e0e0e0e
  const HIGH_BITS = 0x80808080

  /** The bytes held, the end mark, and behind it whatever was held before. */
  const held = new Uint8Array(HELD_LIMIT + MARGIN)
  const words = new Int32Array(held.buffer)
  const view = new DataView(held.buffer)
  let isInUse = false

  /** Holds a piece and has it read from `at` on, or a long one part by part from its beginning. */
  function readHolding(piece: Uint8Array, at: number, read: Read): void {
    // A handler of the parser that is reading may feed another one: that one leaves everything as it was.
    const others = isInUse ? held.slice() : null
    isInUse = true
    try {
      if (piece.length <= HELD_LIMIT) read(hold(piece), at)
      else readParts(piece, read)
    } finally {
      if (others === null) isInUse = false
      else held.set(others)
    }
  }

  function readParts(piece: Uint8Array, read: Read): void {
    for (let from = 0; from < piece.length; ) {
      const to = partEnd(piece, from + HELD_LIMIT)
      read(hold(piece.subarray(from, to)), 0)
      from = to
    }
  }

  /** Behind an empty line where there is one near the limit: what is at hand as a whole is read fastest. */
  function partEnd(piece: Uint8Array, limit: number): number {
    if (limit >= piece.length) return piece.length
    for (let at = limit; at > limit - LOOK_BACK; at--) {
      if (piece[at - 1] !== LINE_FEED) continue
      const before = piece[at - 2] === CARRIAGE_RETURN ? at - 3 : at - 2
      if (piece[before] === LINE_FEED) return at
    }
    return limit
  }

  function hold(piece: Uint8Array): number {
    const length = piece.length
    if (length < TINY) for (let index = 0; index < length; index++) held[index] = piece[index] ?? 0
    else held.set(piece)
    held[length] = END_MARK
    return length
  }

  /**
   * The index of the first byte from `from` on, of those up to `to`, that may end a line or the text: CR, LF, another
   * control character or what is beyond ASCII and not seen at once to be well-formed.
   */
  function findEnd(from: number, to: number): number {
    let index = findStop(from)
    while (index < to && (held[index] ?? 0) >= 0x80) {
      const next = passWhole(held, index, to)
      if (next === index) break
      index = findStop(next)
    }
    return index
  }

  /** The index behind the LF or CR LF that stands at `index`; -1 where none does. */
  function behindFeed(index: number): number {
    if (held[index] === LINE_FEED) return index + 1
    return held[index] === CARRIAGE_RETURN && held[index + 1] === LINE_FEED ? index + 2 : -1
  }

  /**
   * The index of the first byte from `from` on that is not plain: CR, LF, another control character or beyond ASCII.
   * A byte behind one that is not plain may be taken for another, but none is passed over.
   */
  function findStop(from: number): number {
    let index = from >> 2
    // The bytes of the first word that lie before `from` are masked out.
    let stops = stopsOf(words[index] ?? 0) & (-1 << ((from & 3) << 3))
    if (stops === 0) {
      index = passPlain(index + 1)
      stops = stopsOf(words[index] ?? 0)
    }
    // The lowest bit set is the first byte's: browsers run on little-endian machines only.
    return (index << 2) + ((31 - Math.clz32(stops & -stops)) >> 3)
  }

  /** The high bits of the bytes that are not plain. */
  function stopsOf(word: number): number {
    return ((word - LOWEST_PLAIN) | word) & HIGH_BITS
  }

  /** The first word from `at` on that is not plain. Goes by fours, which saves a quarter. */
  function passPlain(at: number): number {
    let index = at
    for (;;) {
      const a = words[index] ?? 0
      const b = words[index + 1] ?? 0
      const c = words[index + 2] ?? 0
      const d = words[index + 3] ?? 0
      const borrows = (a - LOWEST_PLAIN) | (b - LOWEST_PLAIN) | (c - LOWEST_PLAIN) | (d - LOWEST_PLAIN)
      if (((a | b | c | d | borrows) & HIGH_BITS) !== 0) break
      index += 4
    }
    while (stopsOf(words[index] ?? 0) === 0) index++
    return index
  }

  /** Remembers one line with its line end: to meet the same bytes again takes less than to read them. */
  function createLineMemory() {
    const known = new Int32Array(LINE_LIMIT / 4 + 1)
    let length = 0
    let wordCount = 0
    let lastMask = 0

    return {
      remember(from: number, to: number): void {
        length = to - from > LINE_LIMIT ? 0 : to - from
        wordCount = length >> 2
        for (let word = 0; word <= wordCount; word++) known[word] = view.getInt32(from + word * 4, true)
        lastMask = ~(-1 << ((length & 3) << 3))
      },

      /** The index behind the line remembered if it stands at `from`; otherwise -1. */
      pass(from: number): number {
        if (length === 0) return -1
        let at = from
        for (let word = 0; word < wordCount; word++) {
          if (view.getInt32(at, true) !== known[word]) return -1
          at += 4
        }
        if (((view.getInt32(at, true) ^ (known[wordCount] ?? 0)) & lastMask) !== 0) return -1
        return from + length
      },
    }
  }

  return { held, readHolding, findEnd, behindFeed, createLineMemory }
}
