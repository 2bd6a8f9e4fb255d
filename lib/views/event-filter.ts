import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { WINDOW } from './block-facts'
import { firstIndex } from './block-search'
import { blockSize } from './event-row'
import { createBlockTest } from './filter-test'
import type { BlockClass, Filter } from './filter-types'

/** The blocks of a stream that a filter lets through. Grows by scanning; what was scanned is not looked at again. */
export interface EventFilter {
  /** Hits so far. */
  readonly length: number
  /** Blocks examined so far. */
  readonly scanned: number
  /** Blocks examined so far that were too large to be looked at in full. */
  readonly cut: number
  /** The block of the n-th hit. */
  blockAt(hit: number): number
  /** The hit that is this block; -1 where it is none. */
  hitOf(block: number): number
  /** Hits that are blocks before this one. */
  hitsBefore(block: number): number
  /** Examines about `budget` further bytes, one block at least or a part of a large one; false once there is no more for now. */
  scan(budget: ByteCount): boolean
}

/** What looking at a block costs besides its bytes. */
const BLOCK_COST: ByteCount = 100

/** A null filter lets everything through that is not of a hidden class. */
export const createEventFilter = (
  stream: Stream,
  filter: Filter | null,
  hidden: readonly BlockClass[] = [],
): EventFilter => {
  const { blocks } = stream
  const test = createBlockTest(stream, filter, hidden)
  const hits: number[] = []
  let scanned = 0
  return {
    get length() {
      return hits.length
    },
    get scanned() {
      return scanned
    },
    get cut() {
      return test.cut
    },
    blockAt: hit => hits[hit] ?? -1,
    hitOf: block => search(hits, block),
    hitsBefore: block => firstAtLeast(hits, block),
    scan(budget) {
      for (let left = budget; left > 0 && scanned < blocks.length; ) {
        const verdict = test.ask(scanned)
        left -= BLOCK_COST + Math.min(blockSize(blocks, scanned), WINDOW)
        if (verdict === 'unfinished') continue
        if (verdict === 'hit') hits.push(scanned)
        scanned++
      }
      return scanned < blocks.length
    },
  }
}

const search = (sorted: readonly number[], wanted: number): number => {
  const index = firstAtLeast(sorted, wanted)
  return sorted[index] === wanted ? index : -1
}

const firstAtLeast = (sorted: readonly number[], wanted: number): number =>
  firstIndex(sorted.length, at => (sorted[at] ?? 0) >= wanted)
