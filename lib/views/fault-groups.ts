import type { RefusalCode } from '../session/fault-log'
import type { CaptureFault } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import { preview } from './preview'

/** One fault of the capture, however often it struck. */
export interface FaultGroup {
  /** The hook that failed, such as `fetch` or `read`. */
  where: string
  /** On one line, cut where long. */
  message: string
  /** Why the session refused a record; null for any other fault. */
  code: RefusalCode | null
  count: number
  /** Null where the record told no time. */
  firstAt: EpochMilliseconds | null
  lastAt: EpochMilliseconds | null
}

const REFUSALS: readonly RefusalCode[] = [
  'unknown-document',
  'unknown-stream',
  'duplicate-stream',
  'duplicate-response',
  'malformed-record',
  'stream-ended',
]

/** Faults with the same place and message are one, in the order they first struck. */
export const groupFaults = (faults: readonly CaptureFault[]): FaultGroup[] => {
  const groups = new Map<string, FaultGroup>()
  for (const { where, message, at } of faults) {
    const key = `${where}\n${message}`
    const known = groups.get(key) ?? startGroup(where, message, at)
    groups.set(key, { ...known, count: known.count + 1, lastAt: at || null })
  }
  return [...groups.values()]
}

const startGroup = (where: string, message: string, at: EpochMilliseconds): FaultGroup => ({
  where,
  message: preview(message),
  code: (where === 'session' && REFUSALS.find(code => code === message)) || null,
  count: 0,
  firstAt: at || null,
  lastAt: null,
})
