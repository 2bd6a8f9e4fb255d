import type { EpochMilliseconds } from '../wire/units'
import { keyOf, keyWithoutId, readEvents } from './events'
import type { HeardEvent, KeyOf } from './pieces'
import type { ObservedStream } from './session-view'
import type { Settled } from './settled'

/** What the page saw of a stream, as far as its bytes are still there. */
export interface Heard {
  /** Chunks before this one stand as they are: they are settled, or bytes among them or behind them are gone. */
  firstChunk: number
  events: readonly HeardEvent[]
  /** The last event ID in force before `firstChunk`; null where it is not known. */
  previousId: string | null
  keyOf: KeyOf
  /** Time up to which nothing is known. */
  since: EpochMilliseconds
}

/** Null where the last chunk is an event that has not come in full. */
export const heardOf = (stream: ObservedStream, settled: Settled): Heard | null => {
  const { bytes, chunks, opened } = stream
  const lostUpTo = bytes.holes().at(-1)?.end ?? 0
  const firstKept = lostUpTo === 0 ? 0 : firstFrom(stream, lostUpTo)
  const isRest = settled.chunks > 0 && settled.chunks >= firstKept && settled.chunks <= chunks.length
  const firstChunk = isRest ? settled.chunks : firstKept
  const isWhole = isRest || lostUpTo === 0
  const previousId = isRest ? settled.id : isWhole ? (opened.lastEventId ?? '') : null
  const events = eventsFrom(stream, firstChunk, previousId ?? '')
  if (events === null) return null
  return {
    firstChunk,
    events,
    previousId,
    keyOf: isWhole ? keyOf : keyWithoutId,
    since: isWhole ? 0 : chunks.time(firstChunk - 1),
  }
}

/** The events that the page saw in the chunks from `first` on, before which `id` is in force. */
const eventsFrom = (stream: ObservedStream, first: number, id: string): readonly HeardEvent[] | null => {
  const { bytes, chunks } = stream
  const events: HeardEvent[] = []
  const heardId = () => events.at(-1)?.event.id ?? id
  let idInForce = id
  for (let index = first; index < chunks.length; ) {
    const [isOwn, start, end] = [isOfPage(stream, index), chunks.offset(index), endOfText(stream, index)]
    const text = bytes.slice(start, chunks.offset(end - 1) + chunks.size(end - 1)) ?? new Uint8Array(0)
    const found = readEvents(text, isOwn ? heardId() : idInForce, index > 0)
    for (let next = 0; index < end; index++) {
      const before = next
      const from = chunks.offset(index) - start
      const to = from + chunks.size(index)
      while ((found[next]?.end ?? Number.POSITIVE_INFINITY) <= to) next++
      const consumer = chunks.consumer(index)
      if (consumer !== 'dispatch' && consumer !== 'dispatch-body') continue
      // Where a chunk has several events, the last is the one that the page saw.
      const event = found[next - 1]
      if (next === before || !event) return null
      events.push({ at: chunks.time(index), consumer, bytes: text.subarray(from, to), event })
    }
    idInForce = found.at(-1)?.id ?? idInForce
  }
  return events
}

/** Whether the chunk is an event as the page's record of it has it: whole, and after the one that it heard before. */
const isOfPage = ({ chunks }: ObservedStream, index: number): boolean => chunks.consumer(index) === 'dispatch'

/** The chunk behind those that are one text with this one. */
const endOfText = (stream: ObservedStream, index: number): number => {
  let end = index + 1
  if (!isOfPage(stream, index)) while (end < stream.chunks.length && !isOfPage(stream, end)) end++
  return end
}

const firstFrom = ({ chunks }: ObservedStream, offset: number): number => {
  let index = chunks.length
  while (index > 0 && chunks.offset(index - 1) >= offset) index--
  return index
}
