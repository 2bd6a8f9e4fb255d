import type { Stream } from '../session/types'
import type { ByteCount, Milliseconds } from '../wire/units'
import { type ChunkSight, chunkSight } from './seen-as'

/** What stands at a chunk's border. */
export interface ChunkLabel extends ChunkSight {
  index: number
  size: ByteCount
  /** Since the request. */
  since: Milliseconds
  /** Since the chunk before; null for the first. */
  gap: Milliseconds | null
}

export const chunkLabel = (stream: Stream, index: number): ChunkLabel => {
  const { chunks, opened } = stream
  return {
    index,
    size: chunks.size(index),
    since: chunks.time(index) - opened.at,
    gap: index > 0 ? chunks.time(index) - chunks.time(index - 1) : null,
    ...chunkSight(stream, index),
  }
}
