import type { Stream } from '../session/types'
import type { Milliseconds } from '../wire/units'
import { blockSight } from './seen-as'

/** Milliseconds since the block before came; null for the first one and where one of the times is not known. */
export const gapBefore = (stream: Stream, index: number): Milliseconds | null => {
  const { blocks, chunks } = stream
  if (index === 0) return null
  const [before, chunk] = [blocks.lastChunk(index - 1), blocks.lastChunk(index)]
  if (before < 0 || chunk < 0) return null
  if (blockSight(stream, index).isLate || blockSight(stream, index - 1).isLate) return null
  return before === chunk ? 0 : Math.max(0, chunks.time(chunk) - chunks.time(before))
}
