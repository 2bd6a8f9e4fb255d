import type { Evidence } from './types'

const KEPT = 5

/** How often something was met, and the first places. */
export interface Places {
  readonly count: number
  readonly evidence: readonly Evidence[]
  add(evidence: Evidence): void
}

export const createPlaces = (): Places => {
  const evidence: Evidence[] = []
  let count = 0
  return {
    get count() {
      return count
    },
    evidence,
    add(place) {
      count++
      if (evidence.length < KEPT) evidence.push(place)
    },
  }
}

const LONGEST = 80

/** Text of the page for an argument: on one line, and short. */
export const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
