import type { LossCount } from './drop-list'
import type { ByteStore, ChunkTable } from './types'

/** Counts what is lost of a body whose chunks have their rows: the bytes in holes, and the chunks that touch them. */
export const countLoss =
  (chunks: ChunkTable, bytes: ByteStore): LossCount =>
  (reason, start, end) => {
    const lost = { chunks: 0, bytes: 0 }
    for (const hole of bytes.holes()) {
      const from = Math.max(hole.start, start)
      const to = Math.min(hole.end, end)
      if (hole.reason !== reason || from >= to) continue
      lost.bytes += to - from
      lost.chunks += chunks.indexAt(to - 1) - chunks.indexAt(from) + 1
    }
    return lost
  }
