import type { Stream, StreamState } from '../session/types'
import type { ByteCount, EpochMilliseconds, Milliseconds } from '../wire/units'
import { type StallClock, silentFor, stallsOf } from './stalls'
import { streamRate } from './stream-rate'
import { streamDuration } from './stream-row'
import { firstArrivalOf, type TimingIndex } from './timing-index'

/** Times since the request; null where it has not happened, or nobody could see when. */
export interface TimingStats {
  chunks: number
  bytes: ByteCount
  events: number
  duration: Milliseconds
  /** Bytes a second. */
  rate: number | null
  toHeaders: Milliseconds | null
  toFirstByte: Milliseconds | null
  toFirstEvent: Milliseconds | null
  /** To the first event that brought something of the message. */
  toFirstContent: Milliseconds | null
  gaps: { count: number; median: Milliseconds; p95: Milliseconds; most: Milliseconds } | null
  /** Between chunks, before the first one, and behind the last one. */
  stalls: number
  /** How long nothing was seen of a stream that runs; null where that is no stall. */
  silentFor: Milliseconds | null
  untimed: number
  unknownGaps: number
  state: StreamState
}

export const timingStats = (
  stream: Stream,
  index: TimingIndex,
  { firstContent, ...clock }: StallClock & { firstContent: EpochMilliseconds | null },
): TimingStats => {
  const { opened, response, connected, chunks } = stream
  const since = (at: EpochMilliseconds | null | undefined) =>
    at == null || Number.isNaN(at) ? null : at - opened.at
  const { gaps } = index
  return {
    chunks: chunks.length,
    bytes: stream.bytes.length,
    events: stream.eventCount,
    duration: streamDuration(stream, clock.now),
    rate: streamRate(stream),
    toHeaders: since(response?.at ?? connected?.at),
    toFirstByte: since(firstArrivalOf(stream)),
    toFirstEvent: since(index.firstEvent),
    toFirstContent: since(firstContent),
    gaps:
      gaps.count === 0
        ? null
        : {
            count: gaps.count,
            median: gaps.quantile(0.5) ?? 0,
            p95: gaps.quantile(0.95) ?? 0,
            most: gaps.most,
          },
    stalls: stallsOf(stream, index.stalls, clock).length,
    silentFor: silentFor(stream, clock),
    untimed: index.untimed,
    unknownGaps: index.unknownGaps,
    state: stream.state,
  }
}

/** How many gaps lie between two borders. */
export interface GapClass {
  from: Milliseconds
  to: Milliseconds
  count: number
}

const BORDERS: readonly Milliseconds[] = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000]

/** The distribution of gaps; classes at either end without any are left out. */
export const gapClasses = ({ gaps }: TimingIndex): GapClass[] => {
  const classes = BORDERS.map((from, at) => {
    const to = BORDERS[at + 1] ?? Number.POSITIVE_INFINITY
    return { from, to, count: gaps.between(from, to) }
  })
  const first = classes.findIndex(({ count }) => count > 0)
  const last = classes.findLastIndex(({ count }) => count > 0)
  return first < 0 ? [] : classes.slice(first, last + 1)
}
