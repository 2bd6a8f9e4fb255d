import type { Milliseconds } from '../wire/units'

/** Counts gaps in cells that grow by a fixed ratio, so that it stays small however many there are. */
export interface GapHistogram {
  readonly count: number
  readonly most: Milliseconds
  /** At most one percent off; null where there are none. `share` from 0 to 1. */
  quantile(share: number): Milliseconds | null
  /** How many lie in [from, to), to within the cell that holds a border. */
  between(from: Milliseconds, to: Milliseconds): number
  add(gap: Milliseconds): void
}

/** Clocks of pages are no finer than five microseconds. */
const FINEST: Milliseconds = 0.001
const CELLS_PER_OCTAVE = 40
const OCTAVES = 40

const cellOf = (gap: Milliseconds): number =>
  gap < FINEST ? 0 : Math.min(CELLS - 1, 1 + Math.floor(Math.log2(gap / FINEST) * CELLS_PER_OCTAVE))
const CELLS = 1 + CELLS_PER_OCTAVE * OCTAVES

/** The middle of a cell, on its own scale. */
const middleOf = (cell: number): Milliseconds =>
  cell === 0 ? 0 : FINEST * 2 ** ((cell - 0.5) / CELLS_PER_OCTAVE)

export const createGapHistogram = (): GapHistogram => {
  const cells = new Uint32Array(CELLS)
  let count = 0
  let most = 0
  return {
    get count() {
      return count
    },
    get most() {
      return most
    },
    quantile(share) {
      if (count === 0) return null
      const wanted = Math.max(1, Math.ceil(share * count))
      let seen = 0
      for (let cell = 0; cell < CELLS; cell++) {
        seen += cells[cell] ?? 0
        if (seen >= wanted) return Math.min(most, middleOf(cell))
      }
      return most
    },
    between(from, to) {
      let found = 0
      for (let cell = 0; cell < CELLS; cell++) {
        const value = middleOf(cell)
        if (value >= from && value < to) found += cells[cell] ?? 0
      }
      return found
    },
    add(gap) {
      const cell = cellOf(gap)
      cells[cell] = (cells[cell] ?? 0) + 1
      count++
      most = Math.max(most, gap)
    },
  }
}
