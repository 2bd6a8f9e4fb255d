import type { NumberedRecord } from '../wire/messages'
import type { CaptureRecord } from '../wire/records'
import type { SequenceNumber } from '../wire/units'

/** A record at its place; null where it was taken out or merged into a later one. */
export interface Entry {
  readonly sequence: SequenceNumber
  record: CaptureRecord | null
}

/**
 * Entries in the order of their numbers. Those without a record are swept out when they outnumber the others: the list
 * stays in proportion to what it holds, and a removal takes constant time on average.
 */
export interface Entries {
  /** The number of the next record to come. */
  readonly end: SequenceNumber
  add(record: CaptureRecord): Entry
  /** Takes a record out. */
  remove(entry: Entry): void
  /** All entries, oldest first; a list of its own once any is removed. */
  readonly all: readonly Entry[]
  /** Records from `next` on, oldest first. */
  from(next: SequenceNumber): Generator<NumberedRecord>
  /** Goes over the entries once, oldest first, as far as it is wanted with each call. */
  createCursor(visit: (entry: Entry) => void): { advance(isWanted: () => boolean): void }
}

const SWEPT_AT_LEAST = 1_024

export const createEntries = (): Entries => {
  let list: Entry[] = []
  let end: SequenceNumber = 0
  let empty = 0

  const sweep = () => {
    list = list.filter(({ record }) => record !== null)
    empty = 0
  }

  /** The first entry that is not before the number. */
  const indexOf = (sequence: SequenceNumber): number => {
    let low = 0
    let high = list.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((list[middle]?.sequence ?? end) < sequence) low = middle + 1
      else high = middle
    }
    return low
  }

  return {
    get end() {
      return end
    },
    add: record => {
      const entry = { sequence: end++, record }
      list.push(entry)
      return entry
    },
    remove: entry => {
      if (entry.record === null) return
      entry.record = null
      if (++empty >= SWEPT_AT_LEAST && empty > list.length / 2) sweep()
    },
    get all() {
      return list
    },
    *from(next) {
      for (let index = indexOf(next); index < list.length; index++) {
        const entry = list[index]
        if (entry?.record) yield { sequence: entry.sequence, record: entry.record }
      }
    },
    createCursor: visit => {
      let next: SequenceNumber = 0
      return {
        advance: isWanted => {
          while (isWanted()) {
            const entry = list[indexOf(next)]
            if (!entry) return
            next = entry.sequence + 1
            visit(entry)
          }
        },
      }
    },
  }
}
