import type { DropReason } from '../wire/records'
import type { ByteCount } from '../wire/units'
import type { Drop } from './types'

export interface DropRecorder {
  readonly drops: readonly Drop[]
  push(reason: DropReason, chunks: number, bytes: ByteCount): void
}

/** Losses in the order they happened; those of one reason in a row are one. */
export function createDropList(): DropRecorder {
  const drops: Drop[] = []
  return {
    drops,
    push(reason, chunks, bytes) {
      const last = drops.at(-1)
      if (last?.reason === reason) {
        drops[drops.length - 1] = { reason, chunks: last.chunks + chunks, bytes: last.bytes + bytes }
      } else {
        drops.push({ reason, chunks, bytes })
      }
    },
  }
}
