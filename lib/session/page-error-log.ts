import type { PageErrorRaised } from '../wire/records'
import type { PageErrorLog } from './types'

export interface PageErrorRecorder {
  readonly log: PageErrorLog
  push(error: PageErrorRaised): void
}

/** A page that fails at every chunk is known by then. */
const KEPT = 20

export function createPageErrorLog(): PageErrorRecorder {
  const kept: PageErrorRaised[] = []
  let total = 0
  return {
    log: {
      get total() {
        return total
      },
      kept,
    },
    push(error) {
      total++
      if (kept.length < KEPT) kept.push(error)
    },
  }
}
