import type { DropReason } from '../wire/records'
import type { ByteOffset } from '../wire/units'
import { lastAtMost } from './binary-search'
import type { Hole } from './types'

/** Holes in order; neighbours with one reason are one hole. */
export interface HoleList {
  readonly all: readonly Hole[]
  /** [start, end) overlaps no hole there is. */
  add(start: ByteOffset, end: ByteOffset, reason: DropReason): void
  /** The body ends at `end` now. */
  truncate(end: ByteOffset): void
}

export function createHoleList(): HoleList {
  const holes: Hole[] = []

  function add(start: ByteOffset, end: ByteOffset, reason: DropReason): void {
    if (end <= start) return
    const before = lastAtMost(holes.length, index => holes[index]?.start ?? 0, start)
    const previous = holes[before]
    const next = holes[before + 1]
    const joinsPrevious = previous !== undefined && previous.end === start && previous.reason === reason
    const joinsNext = next !== undefined && next.start === end && next.reason === reason
    const joined = { start: joinsPrevious ? previous.start : start, end: joinsNext ? next.end : end, reason }
    holes.splice(joinsPrevious ? before : before + 1, Number(joinsPrevious) + Number(joinsNext), joined)
  }

  function truncate(end: ByteOffset): void {
    const kept = lastAtMost(holes.length, index => holes[index]?.start ?? 0, end - 1) + 1
    holes.length = kept
    const last = holes[kept - 1]
    if (last !== undefined && last.end > end) holes[kept - 1] = { ...last, end }
  }

  return { all: holes, add, truncate }
}
