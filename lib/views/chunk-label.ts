import type { Stream } from '../session/types'
import type { ByteCount, Milliseconds } from '../wire/units'

/** What stands at a chunk's border. */
export interface ChunkLabel {
  index: number
  size: ByteCount
  /** Since the request. */
  since: Milliseconds
  /** Since the chunk before; null for the first. */
  gap: Milliseconds | null
}

export const chunkLabel = ({ chunks, opened }: Stream, index: number): ChunkLabel => ({
  index,
  size: chunks.size(index),
  since: chunks.time(index) - opened.at,
  gap: index > 0 ? chunks.time(index) - chunks.time(index - 1) : null,
})
