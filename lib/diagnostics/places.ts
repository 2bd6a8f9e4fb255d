import { createBoundedLog } from '../session/bounded-log'
import type { Evidence } from './types'

const KEPT = 5

/** How often something was met, and the first places. */
export interface Places {
  readonly count: number
  readonly evidence: readonly Evidence[]
  add(evidence: Evidence): void
}

export const createPlaces = (): Places => {
  const { log, push } = createBoundedLog<Evidence>(KEPT)
  return {
    get count() {
      return log.total
    },
    evidence: log.kept,
    add: push,
  }
}

const LONGEST = 80

/** Text of the page for an argument: on one line, and short. */
export const cut = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line
}
