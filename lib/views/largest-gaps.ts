import type { Milliseconds } from '../wire/units'

/** Nothing came between this chunk and the one before. */
export interface TimingGap {
  /** The chunk that ended it. */
  chunk: number
  gap: Milliseconds
}

export interface LargestGaps {
  /** The longest first, earlier ones before later ones of the same length. */
  readonly list: readonly TimingGap[]
  add(gap: TimingGap): void
}

const KEPT = 20

export const createLargestGaps = (): LargestGaps => {
  const list: TimingGap[] = []
  return {
    list,
    add(gap) {
      if (list.length >= KEPT && gap.gap <= (list.at(-1)?.gap ?? 0)) return
      const place = list.findIndex(known => known.gap < gap.gap)
      list.splice(place < 0 ? list.length : place, 0, gap)
      if (list.length > KEPT) list.pop()
    },
  }
}
