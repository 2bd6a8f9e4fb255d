import type { EpochMilliseconds } from '../wire/units'

/** The last millisecond that ISO 8601 writes with a year of four digits. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** ISO 8601 in UTC with milliseconds; times outside the years 1970 to 9999 are moved to their edge. */
export const toIsoDate = (at: EpochMilliseconds): string =>
  new Date(Number.isNaN(at) ? 0 : Math.min(Math.max(at, 0), LAST)).toISOString()
