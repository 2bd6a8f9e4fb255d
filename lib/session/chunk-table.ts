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
}

const CONSUMERS: readonly Consumer[] = [
  'reader',
  'byob-reader',
  'async-iterator',
  'pipe',
  'text',
  'json',
  'array-buffer',
  'bytes',
  'blob',
  'dispatch',
  'xhr-text',
  'xhr-result',
  'devtools-events',
  'devtools-body',
]

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
      consumer: index => CONSUMERS[pages.of(index)?.consumers[rowOf(index)] ?? 0] ?? 'reader',
      indexAt(wanted) {
        const index = lastAtMost(pages.length, offset, wanted)
        return index >= 0 && wanted < offset(index) + size(index) ? index : -1
      },
    },
    push(time, start, count, consumer) {
      const { times, offsets, sizes, consumers } = pages.add()
      const row = rowOf(pages.length - 1)
      times[row] = time
      offsets[row] = start
      sizes[row] = count
      consumers[row] = Math.max(0, CONSUMERS.indexOf(consumer))
    },
    extend(end, count) {
      const last = pages.length - 1
      const sizes = pages.of(last)?.sizes
      const extended = size(last) + count
      if (sizes === undefined || offset(last) + size(last) !== end || extended > LARGEST_CHUNK) return false
      sizes[rowOf(last)] = extended
      return true
    },
  }
}
