import type { StreamId } from '../wire/units'
import { GIVE_UP, type Guard } from './guard'

/** A document that opens more would fill the memory of DevTools: what is known of a stream is never dropped. */
const MOST_STREAMS = 10_000

/** Numbers the streams of a document. Beyond the limit it says so once, and no more streams are recorded. */
export const createIds = (guard: Guard): (() => StreamId) => {
  let last: StreamId = 0
  let isTold = false
  return () => {
    if (last < MOST_STREAMS) return ++last
    if (!isTold)
      guard.report('streams', null, `This document has opened ${MOST_STREAMS} streams: no more are recorded.`)
    isTold = true
    throw GIVE_UP
  }
}
