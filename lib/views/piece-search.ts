import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { WINDOW } from './block-facts'

/** Looks for words in the bytes of a large block, a piece at a time. */
export interface PieceSearch {
  /** Goes on to another block. */
  moveTo(index: number): void
  /** Whether the word was found; null while there is more to look at. */
  holds(needle: string): boolean | null
  /** Looks through the next piece. */
  advance(): void
}

/** `needles` are in lower case. Looks into the block's source: a value stands there as it is, but for joined lines. */
export const createPieceSearch = ({ blocks, bytes }: Stream, needles: readonly string[]): PieceSearch => {
  const decoder = new TextDecoder()
  // Lower case may take more characters, and a character up to four bytes.
  const overlap = Math.max(0, ...needles.map(needle => needle.length)) * 4
  const found = new Set<string>()
  let index = -1
  let passed: ByteCount = 0
  return {
    moveTo(next) {
      if (next === index) return
      index = next
      passed = 0
      found.clear()
    },
    holds(needle) {
      if (found.has(needle)) return true
      return blocks.start(index) + passed < blocks.end(index) ? null : false
    },
    advance() {
      const from = blocks.start(index) + passed
      const to = Math.min(from + WINDOW + overlap, blocks.end(index))
      const held = bytes.slice(from, to)
      const text = held && decoder.decode(held).toLowerCase()
      for (const needle of needles) if (text?.includes(needle)) found.add(needle)
      passed += WINDOW
    },
  }
}
