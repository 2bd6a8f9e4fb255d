import type { DropReason } from '../wire/records'
import type { ByteCount, ByteOffset } from '../wire/units'
import type { Drop } from './types'

/** A loss somewhere in [start, end). */
export interface Loss extends Drop {
  start: ByteOffset
  end: ByteOffset
  /** Whether the chunks' times and sizes are still there. */
  hasRows: boolean
}

/** What is lost for a reason in a stretch of the body. */
export type LossCount = (
  reason: DropReason,
  start: ByteOffset,
  end: ByteOffset,
) => { chunks: number; bytes: ByteCount }

export interface DropRecorder {
  readonly drops: readonly Drop[]
  push(loss: Loss): void
  /** The body ends at `end` now, where a chunk began. */
  truncate(end: ByteOffset, count: LossCount): void
}

/** Losses in the order they happened; those of one reason in a row are one. */
export function createDropList(): DropRecorder {
  /** With their places; neighbours in the body are one. */
  let losses: Loss[] = []
  const drops: Drop[] = []

  function list({ reason, chunks, bytes }: Loss): void {
    const last = drops.at(-1)
    if (last?.reason === reason)
      drops[drops.length - 1] = { reason, chunks: last.chunks + chunks, bytes: last.bytes + bytes }
    else drops.push({ reason, chunks, bytes })
  }

  function place(loss: Loss): void {
    const last = losses.at(-1)
    if (last?.reason !== loss.reason || last.end !== loss.start || !(last.hasRows && loss.hasRows))
      losses.push(loss)
    else
      losses[losses.length - 1] = {
        ...loss,
        chunks: last.chunks + loss.chunks,
        bytes: last.bytes + loss.bytes,
        start: last.start,
      }
  }

  return {
    drops,
    push(loss) {
      list(loss)
      place(loss)
    },
    truncate(end, count) {
      losses = losses
        .filter(({ start }) => start < end)
        .map(loss => (loss.end <= end ? loss : { ...loss, end, ...count(loss.reason, loss.start, end) }))
      drops.length = 0
      losses.forEach(list)
    },
  }
}
