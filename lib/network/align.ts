import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** Something to be found again in another list of the same things. */
export interface Occurrence {
  key: string
  /** Null where it is not known. */
  at: EpochMilliseconds | null
}

/** Page and DevTools read the same clock; measured, they were within 0.3 ms of each other. */
const CLOCK_TOLERANCE: Milliseconds = 10

/**
 * For each of `heard` its index in `listed`, which has them all in the same order and others between; -1 where it is not
 * there. Of several that are equal, the latest is taken that was not listed later than heard: an event is heard when it
 * is listed or, where the page is busy, after. Where clocks have come apart, times are left out of account.
 */
export const align = (heard: readonly Occurrence[], listed: readonly Occurrence[]): readonly number[] => {
  const places = placesByKey(listed)
  const timed = alignWithin(heard, listed, places, CLOCK_TOLERANCE)
  if (!timed.includes(-1)) return timed
  const untimed = alignWithin(heard, listed, places, Number.POSITIVE_INFINITY)
  return missing(untimed) < missing(timed) ? untimed : timed
}

/**
 * The same where the last of `heard` may not be listed yet, from keys alone: each takes the first place it can, which
 * leaves the most room for those behind.
 */
export const alignBeginning = (heard: readonly string[], listed: readonly string[]): readonly number[] => {
  let next = 0
  return heard.map(key => {
    const place = next < 0 ? -1 : listed.indexOf(key, next)
    next = place < 0 ? -1 : place + 1
    return place
  })
}

const missing = (places: readonly number[]): number => places.filter(place => place < 0).length

const placesByKey = (listed: readonly Occurrence[]): ReadonlyMap<string, readonly number[]> => {
  const places = new Map<string, number[]>()
  for (const [index, { key }] of listed.entries()) {
    const known = places.get(key)
    if (known) known.push(index)
    else places.set(key, [index])
  }
  return places
}

/** Backwards, each taking the latest place it can, leaves the most room for those before. */
const alignWithin = (
  heard: readonly Occurrence[],
  listed: readonly Occurrence[],
  places: ReadonlyMap<string, readonly number[]>,
  tolerance: Milliseconds,
): readonly number[] => {
  const found = new Array<number>(heard.length).fill(-1)
  /** How many of a key's places are still to be tried; they are used up from the end. */
  const left = new Map<string, number>()
  let limit = listed.length
  for (let index = heard.length - 1; index >= 0; index--) {
    const event = heard[index]
    const candidates = event && places.get(event.key)
    if (!event || !candidates) continue
    let next = left.get(event.key) ?? candidates.length
    const isTooLate = (place: number) => {
      const { at = null } = listed[place] ?? {}
      return place >= limit || (event.at !== null && at !== null && at > event.at + tolerance)
    }
    while (next > 0 && isTooLate(candidates[next - 1] ?? -1)) next--
    left.set(event.key, Math.max(0, next - 1))
    if (next === 0) continue
    limit = candidates[next - 1] ?? -1
    found[index] = limit
  }
  return found
}
