import type { ByteCount } from '../wire/units'
import type { LimitName } from './types'

export const MEGABYTE: ByteCount = 1_000_000

/** The bounds of a limit, in bytes. */
export interface LimitRange {
  least: ByteCount
  most: ByteCount
}

/** What every open document may take is bounded tighter than what one panel may. */
export const LIMIT_RANGES: Readonly<Record<LimitName, LimitRange>> = {
  streamBytes: { least: MEGABYTE, most: 4_000 * MEGABYTE },
  earlyBytes: { least: MEGABYTE, most: 256 * MEGABYTE },
  attachedBytes: { least: MEGABYTE, most: 1_000 * MEGABYTE },
  sessionBytes: { least: MEGABYTE, most: 4_000 * MEGABYTE },
}

export const isLimit = (name: LimitName, value: unknown): value is ByteCount => {
  const { least, most } = LIMIT_RANGES[name]
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most
}
