import type { ChunksReceived } from '../wire/records'
import type { ByteCount } from '../wire/units'
import { LARGEST_CHUNK } from './chunk-table'

/** The bytes a run of chunks stands for, held or dropped; null where its parts contradict each other. */
export function runLength({ times, sizes, bytes }: ChunksReceived): ByteCount | null {
  if (times.length !== sizes.length) return null
  let total = 0
  for (let index = 0; index < sizes.length; index++) {
    const size = sizes[index] ?? -1
    if (!isByteCount(size) || size > LARGEST_CHUNK) return null
    total += size
  }
  return bytes.length === 0 || bytes.length === total ? total : null
}

/** Beyond this offsets would lose precision in sums. */
export function isByteCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}
