import type { ChunkTable } from '../session/types'
import type { ByteOffset } from '../wire/units'

/** Goes through a stream's chunks as its blocks do. */
export interface ChunkCursor {
  /** Where the chunk behind the one found last begins: what ends by then came in that one. NaN where none is known. */
  readonly next: ByteOffset
  /** The chunk that holds the byte at an offset; asked for in their order. */
  at(offset: ByteOffset): number
}

export const createChunkCursor = (chunks: ChunkTable): ChunkCursor => {
  let chunk = 0
  const cursor = {
    next: Number.NaN,
    at(offset: ByteOffset): number {
      // One may have come since.
      if (Number.isNaN(cursor.next)) cursor.next = chunks.offset(chunk + 1)
      while (cursor.next <= offset) {
        chunk++
        cursor.next = chunks.offset(chunk + 1)
      }
      return chunk
    },
  }
  return cursor
}
