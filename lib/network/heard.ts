import type { EpochMilliseconds } from '../wire/units'
import { keyOf, keyWithoutId, readEvents } from './events'
import type { HeardEvent, KeyOf } from './pieces'
import type { ObservedStream } from './session-view'

/** What the page saw of a stream, as far as its bytes are still there. */
export interface Heard {
  /** Chunks before this one stand as they are: bytes among them or behind them are gone. */
  firstChunk: number
  events: readonly HeardEvent[]
  /** The last event ID in force before `firstChunk`; null where it is not known. */
  previousId: string | null
  keyOf: KeyOf
  /** Time up to which nothing is known. */
  since: EpochMilliseconds
}

/** Null where the last chunk is an event that has not come in full. */
export const heardOf = (stream: ObservedStream): Heard | null => {
  const { bytes, chunks, opened } = stream
  const lostUpTo = bytes.holes().at(-1)?.end ?? 0
  const firstChunk = firstFrom(stream, lostUpTo)
  const isWhole = lostUpTo === 0
  const previousId = isWhole ? (opened.lastEventId ?? '') : null
  const body = bytes.slice(lostUpTo, bytes.length) ?? new Uint8Array(0)
  const found = readEvents(body, previousId ?? '')
  const events: HeardEvent[] = []
  let next = 0
  for (let index = firstChunk; index < chunks.length; index++) {
    const end = chunks.offset(index) + chunks.size(index) - lostUpTo
    const before = next
    while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= end) next++
    const consumer = chunks.consumer(index)
    if (consumer !== 'dispatch' && consumer !== 'dispatch-body') continue
    // Where a chunk has several events, the last is the one that the page saw.
    const event = found[next - 1]
    if (next === before || !event) return null
    const own = body.subarray(chunks.offset(index) - lostUpTo, end)
    events.push({ at: chunks.time(index), consumer, bytes: own, event })
  }
  return {
    firstChunk,
    events,
    previousId,
    keyOf: isWhole ? keyOf : keyWithoutId,
    since: isWhole ? 0 : chunks.time(firstChunk - 1),
  }
}

const firstFrom = ({ chunks }: ObservedStream, offset: number): number => {
  let index = chunks.length
  while (index > 0 && chunks.offset(index - 1) >= offset) index--
  return index
}
