import type { Problem } from '../event-stream/types'
import type { ProblemLog } from './types'

export interface ProblemRecorder {
  readonly log: ProblemLog
  push(problem: Problem): void
  clear(): void
}

const KEPT = 1000

export function createProblemLog(): ProblemRecorder {
  const kept: Problem[] = []
  let total = 0
  return {
    log: {
      get total() {
        return total
      },
      kept,
    },
    push(problem) {
      total++
      if (kept.length < KEPT) kept.push(problem)
    },
    clear() {
      total = 0
      kept.length = 0
    },
  }
}
