import { TIMED } from '../session/consumers'
import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** Longer than this without a chunk is called a stall. */
export const STALL: Milliseconds = 1000

/** A stretch of an answered connection in which nothing came. */
export interface Stall {
  from: EpochMilliseconds
  to: EpochMilliseconds
}

/** When is it, and since when has everything that came been recorded: null while recording is off. */
export interface StallClock {
  now: EpochMilliseconds
  recordedSince: EpochMilliseconds | null
}

const isSeenComing = ({ chunks }: Stream, chunk: number): boolean =>
  chunk >= 0 && TIMED.includes(chunks.consumer(chunk))

const answeredAt = ({ response, connected }: Stream): EpochMilliseconds | null =>
  response?.at ?? connected?.at ?? null

const stallOf = (from: EpochMilliseconds | null, to: EpochMilliseconds | null): Stall | null =>
  from !== null && to !== null && to - from >= STALL ? { from, to } : null

/** From the answer's head to the first chunk; null where that was short, or is not known. */
const firstStall = (stream: Stream): Stall | null =>
  stream.chunks.length > 0 && stream.chunks.offset(0) === 0 && isSeenComing(stream, 0)
    ? stallOf(answeredAt(stream), stream.chunks.time(0))
    : null

/** When the last chunk came; null where that is not known, or more came behind it. */
const lastArrival = (stream: Stream): EpochMilliseconds | null => {
  const { chunks, bytes } = stream
  const last = chunks.length - 1
  if (!isSeenComing(stream, last) || chunks.offset(last) + chunks.size(last) < bytes.length) return null
  return chunks.time(last)
}

/** What of a silence that began at `since` was watched. */
const watchedFrom = (since: EpochMilliseconds | null, { recordedSince }: StallClock) =>
  since === null || recordedSince === null ? null : Math.max(since, recordedSince)

/** From the last chunk to the end, or to now while the stream runs. */
const lastStall = (stream: Stream, clock: StallClock): Stall | null => {
  const since = lastArrival(stream)
  return stream.state === 'open'
    ? stallOf(watchedFrom(since, clock), clock.now)
    : stallOf(since, stream.closed?.at ?? null)
}

/** All stalls in order; `between` are those between chunks. */
export const stallsOf = (stream: Stream, between: readonly Stall[], clock: StallClock): Stall[] =>
  [firstStall(stream), ...between, lastStall(stream, clock)].filter(stall => stall !== null)

/** How long nothing was seen of a stream that runs; null where that is no stall yet, or is not known. */
export const silentFor = (stream: Stream, clock: StallClock): Milliseconds | null => {
  const { state, chunks, bytes } = stream
  if (state !== 'open') return null
  const isEmpty = chunks.length === 0 && bytes.length === 0
  const stall = stallOf(watchedFrom(isEmpty ? answeredAt(stream) : lastArrival(stream), clock), clock.now)
  return stall && stall.to - stall.from
}
