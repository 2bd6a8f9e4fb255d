import type { BlockTable, ChunkTable } from '../session/types'
import type { ByteOffset } from '../wire/units'

/** The first index in [0, length) for which `isPast` holds, else `length`. `isPast` must not turn false again. */
export const firstIndex = (length: number, isPast: (index: number) => boolean): number => {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isPast(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** The block whose bytes hold `offset`; -1 between blocks. */
export const blockAt = (blocks: BlockTable, offset: ByteOffset): number => {
  const index = firstIndex(blocks.length, at => blocks.start(at) > offset) - 1
  return index >= 0 && offset < blocks.end(index) ? index : -1
}

/** The run of blocks that one chunk completed. */
export interface ChunkGroup {
  first: number
  size: number
}

interface ChunkedBlocks {
  readonly blocks: BlockTable
  readonly chunks: ChunkTable
}

export const chunkGroup = ({ blocks, chunks }: ChunkedBlocks, index: number): ChunkGroup => {
  const chunk = blocks.lastChunk(index)
  if (chunk < 0) return { first: index, size: 1 }
  const start = chunks.offset(chunk)
  const completedAfter = (offset: ByteOffset) => firstIndex(blocks.length, at => blocks.end(at) > offset)
  const first = completedAfter(start)
  return { first, size: completedAfter(start + chunks.size(chunk)) - first }
}
