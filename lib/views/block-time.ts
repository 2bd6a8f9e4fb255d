import type { BlockTable } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'

/** The last block that was complete at that time; -1 where none was. Chunks, and so blocks, come in order of time. */
export const lastBlockAt = (blocks: BlockTable, time: EpochMilliseconds): number => {
  let low = 0
  let high = blocks.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // Where a time was lost, what follows tells.
    if (!(blocks.time(middle) > time)) low = middle + 1
    else high = middle
  }
  return low - 1
}
