import type { EpochMilliseconds } from '../wire/units'
import { lastAtMost } from './binary-search'
import type { ChunkTable } from './types'

/** The last chunk that had come by then; -1 where there is none, or is not any more. */
export const lastChunkBy = (chunks: ChunkTable, at: EpochMilliseconds): number =>
  lastAtMost(chunks.length, chunks.time, at)
