import type { ByteOffset } from '../wire/units'

/**
 * How much of a stream stands, whatever else comes: it ends behind an event that the page heard and DevTools tells of
 * too. The page's records come in order, so no earlier one is still on its way.
 */
export interface Settled {
  /** Of the stream's chunks. */
  chunks: number
  /** Of the events that DevTools lists. */
  listed: number
  /** Of the body that DevTools tells; 0 where there was none. */
  bytes: ByteOffset
  /** The last event ID in force there. */
  id: string
}

export const NOTHING_SETTLED: Settled = { chunks: 0, listed: 0, bytes: 0, id: '' }

/** Heard events that are always looked at again. Of some that are alike a later look may find another to be the listed one. */
export const LOOKED_AT_AGAIN = 500
