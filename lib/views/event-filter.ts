import type { Stream } from '../session/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { firstIndex } from './block-search'
import { blockSize, blockText } from './event-row'

/** The blocks of a stream that hold a text. Grows by scanning; what was scanned is not looked at again. */
export interface EventFilter {
  /** Hits so far. */
  readonly length: number
  /** Blocks examined so far. */
  readonly scanned: number
  /** The block of the n-th hit. */
  blockAt(hit: number): number
  /** The hit that is this block; -1 where it is none. */
  hitOf(block: number): number
  /** Examines about `budget` further bytes, one block at least or a part of a large one; false once there is no more for now. */
  scan(budget: ByteCount): boolean
}

/** What looking at a block costs besides its bytes. */
const BLOCK_COST: ByteCount = 100

/** Case-insensitive substring over type, ID in force, data and comments; of large blocks, over their source. */
export const createEventFilter = (stream: Stream, text: string): EventFilter => {
  const { blocks } = stream
  const examine = createExaminer(stream, text.toLowerCase())
  const hits: number[] = []
  let scanned = 0
  return {
    get length() {
      return hits.length
    },
    get scanned() {
      return scanned
    },
    blockAt: hit => hits[hit] ?? -1,
    hitOf: block => search(hits, block),
    scan(budget) {
      for (let left = budget; left > 0 && scanned < blocks.length; ) {
        const verdict = examine(scanned)
        left -= BLOCK_COST + Math.min(blockSize(blocks, scanned), WINDOW)
        if (verdict === 'unfinished') continue
        if (verdict === 'hit') hits.push(scanned)
        scanned++
      }
      return scanned < blocks.length
    },
  }
}

type Verdict = 'hit' | 'miss' | 'unfinished'

/** Blocks up to this size are examined at once, larger ones in pieces of it. */
const WINDOW: ByteCount = 250_000

/** Asks blocks in order, each until the verdict is there. */
const createExaminer = ({ blocks, bytes }: Stream, needle: string) => {
  const decoder = new TextDecoder()
  const holds = (text: string | null) => text?.toLowerCase().includes(needle) ?? false
  const sourceOf = (start: ByteOffset, end: ByteOffset) => {
    const held = bytes.slice(start, end)
    return held && decoder.decode(held).toLowerCase()
  }
  /** Lower case may take more characters, and a character up to four bytes. */
  const overlap = needle.length * 4
  let idHolds = false
  let passed: ByteCount = 0

  /** An ID stands in its block as it is: one that is not looked for can only end what was found before. */
  const mayChange = (source: string | null, index: number) =>
    index === 0 || source === null || (source.includes('id') && (idHolds || source.includes(needle)))

  /** A value stands in the source as it is; only the text made of a block's fields does not. */
  const textHolds = (source: string | null, index: number): boolean => {
    const kind = blocks.kind(index)
    const isVerbatim = (kind === 'event' || kind === 'comment') && !needle.includes('\n')
    if (source === null || (isVerbatim && !source.includes(needle))) return false
    const detail = blocks.read(index)
    return detail !== null && holds(blockText(kind, detail))
  }

  const examineLarge = (index: number): Verdict => {
    if (passed === 0) {
      idHolds = holds(blocks.lastEventId(index))
      if (idHolds || holds(blocks.type(index))) return 'hit'
    }
    const from = blocks.start(index) + passed
    const end = Math.min(from + WINDOW, blocks.end(index))
    if (sourceOf(from, Math.min(end + overlap, blocks.end(index)))?.includes(needle)) return 'hit'
    passed += WINDOW
    return end < blocks.end(index) ? 'unfinished' : 'miss'
  }

  return (index: number): Verdict => {
    if (blockSize(blocks, index) > WINDOW) {
      const verdict = examineLarge(index)
      if (verdict !== 'unfinished') passed = 0
      return verdict
    }
    const source = sourceOf(blocks.start(index), blocks.end(index))
    if (mayChange(source, index)) idHolds = holds(blocks.lastEventId(index))
    return idHolds || holds(blocks.type(index)) || textHolds(source, index) ? 'hit' : 'miss'
  }
}

const search = (sorted: readonly number[], wanted: number): number => {
  const index = firstIndex(sorted.length, at => (sorted[at] ?? 0) >= wanted)
  return sorted[index] === wanted ? index : -1
}
