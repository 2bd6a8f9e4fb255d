import { lastAtMost } from './last-at-most'

/** A value that changes, readable as it was after any block. */
export interface History<T> {
  readonly now: T
  set(value: T, block: number): void
  at(block: number): T
}

/** More changes than anybody steps through; of more, every second is forgotten. */
const MOST = 20_000

/** `isSame` tells which new values are none. */
export function createHistory<T>(first: T, isSame: (one: T, other: T) => boolean = Object.is): History<T> {
  let blocks: number[] = []
  let values: T[] = []
  let now = first
  return {
    get now() {
      return now
    },
    set(value, block) {
      if (isSame(now, value)) return
      now = value
      if (blocks.at(-1) === block) values[values.length - 1] = value
      else {
        blocks.push(block)
        values.push(value)
      }
      if (blocks.length <= MOST) return
      const isKept = (_: unknown, index: number) => index % 2 === 0
      blocks = blocks.filter(isKept)
      values = values.filter(isKept)
    },
    at(block) {
      const place = lastAtMost(blocks, block)
      return place < 0 ? first : (values[place] ?? now)
    },
  }
}
