import type { Consumer } from '../wire/records'
import type { ByteCount, ByteOffset, EpochMilliseconds } from '../wire/units'
import { lastAtMost } from './binary-search'
import { createPages, float64Column, rowOf, uint8Column, uint32Column } from './pages'
import type { ChunkTable } from './types'

export interface ChunkRecorder {
  readonly table: ChunkTable
  push(time: EpochMilliseconds, offset: ByteOffset, size: ByteCount, consumer: Consumer): void
  /** Adds bytes to the last chunk. False, and nothing done, where it does not end at `offset` or would grow too large. */
  extend(offset: ByteOffset, size: ByteCount): boolean
  /** Forgets the chunks from `length` on. */
  truncate(length: number): void
}

const NUMBERS: Readonly<Record<Consumer, number>> = {
  reader: 0,
  'byob-reader': 1,
  'async-iterator': 2,
  pipe: 3,
  text: 4,
  json: 5,
  'array-buffer': 6,
  bytes: 7,
  blob: 8,
  dispatch: 9,
  'xhr-text': 10,
  'xhr-result': 11,
  'devtools-events': 12,
  'devtools-body': 13,
  'devtools-timed-body': 14,
  'dispatch-body': 15,
}
const CONSUMERS = Object.keys(NUMBERS).filter((name): name is Consumer => Object.hasOwn(NUMBERS, name))

/** Largest size a row can hold; records with larger chunks are refused before they get here. */
export const LARGEST_CHUNK: ByteCount = 2 ** 32 - 1

interface Page {
  times: Float64Array
  offsets: Float64Array
  sizes: Uint32Array
  consumers: Uint8Array
}

const createPage = (rows: number, smaller: Page | null): Page => ({
  times: float64Column(rows, smaller?.times),
  offsets: float64Column(rows, smaller?.offsets),
  sizes: uint32Column(rows, smaller?.sizes),
  consumers: uint8Column(rows, smaller?.consumers),
})

/** 21 bytes a chunk. Offsets ascend; between chunks there may be holes that no row stands for. */
export function createChunkTable(): ChunkRecorder {
  const pages = createPages(createPage)
  let consumers: readonly Consumer[] = []

  const consumer = (index: number): Consumer =>
    CONSUMERS[pages.of(index)?.consumers[rowOf(index)] ?? 0] ?? 'reader'

  function note(used: Consumer): void {
    if (!consumers.includes(used)) consumers = [...consumers, used]
  }

  const offset = (index: number): ByteOffset => pages.of(index)?.offsets[rowOf(index)] ?? Number.NaN
  const size = (index: number): ByteCount => pages.of(index)?.sizes[rowOf(index)] ?? Number.NaN

  return {
    table: {
      get length() {
        return pages.length
      },
      time: index => pages.of(index)?.times[rowOf(index)] ?? Number.NaN,
      offset,
      size,
      consumer,
      get consumers() {
        return consumers
      },
      indexAt(wanted) {
        const index = lastAtMost(pages.length, offset, wanted)
        return index >= 0 && wanted < offset(index) + size(index) ? index : -1
      },
    },
    push(time, start, count, used) {
      const page = pages.add()
      const row = rowOf(pages.length - 1)
      page.times[row] = time
      page.offsets[row] = start
      page.sizes[row] = count
      page.consumers[row] = NUMBERS[used]
      note(used)
    },
    extend(end, count) {
      const last = pages.length - 1
      const sizes = pages.of(last)?.sizes
      const extended = size(last) + count
      if (sizes === undefined || offset(last) + size(last) !== end || extended > LARGEST_CHUNK) return false
      sizes[rowOf(last)] = extended
      return true
    },
    truncate(length) {
      pages.truncate(length)
      consumers = []
      for (let index = 0; index < pages.length; index++) note(consumer(index))
    },
  }
}
