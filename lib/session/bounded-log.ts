/** How often something was met, and the first of it. */
export interface BoundedLog<Entry> {
  readonly total: number
  readonly kept: readonly Entry[]
}

export interface BoundedLogRecorder<Entry> {
  readonly log: BoundedLog<Entry>
  push(entry: Entry): void
  clear(): void
}

/** Keeps the first `most`; `total` counts on. */
export function createBoundedLog<Entry>(most: number): BoundedLogRecorder<Entry> {
  const kept: Entry[] = []
  let total = 0
  return {
    log: {
      get total() {
        return total
      },
      kept,
    },
    push(entry) {
      total++
      if (kept.length < most) kept.push(entry)
    },
    clear() {
      total = 0
      kept.length = 0
    },
  }
}
