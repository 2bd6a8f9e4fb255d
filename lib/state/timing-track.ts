import type { Stream, StreamKey, StreamState } from '../session/types'
import { type StallClock, stallsOf } from '../views/stalls'
import { streamName } from '../views/stream-row'
import { type TimeRange, type TimingBins, timingBins } from '../views/timing-bins'
import { firstArrivalOf, type TimingIndex } from '../views/timing-index'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** A stream on the time axis. Times are since the current stream's request. */
export interface TimingTrack {
  key: StreamKey
  name: string
  state: StreamState
  start: Milliseconds
  headers: Milliseconds | null
  firstByte: Milliseconds | null
  firstEvent: Milliseconds | null
  firstContent: Milliseconds | null
  /** The next connection of its chain was asked for. */
  reconnection: Milliseconds | null
  /** Null while it runs. */
  end: Milliseconds | null
  bins: TimingBins
  types: readonly string[]
  hasMoreTypes: boolean
  /** Every stall of which something lies in the stretch that is shown. */
  stalls: readonly TimeRange[]
}

interface TrackOptions {
  /** The stretch that is shown. */
  range: TimeRange
  /** Cells. */
  count: number
  zero: EpochMilliseconds
  clock: StallClock
  firstContent: EpochMilliseconds | null
  /** The connection that takes the stream up again. */
  next: Stream | undefined
}

export const timingTrack = (stream: Stream, index: TimingIndex, options: TrackOptions): TimingTrack => {
  const { opened, response, connected, closed } = stream
  const { range, zero } = options
  const since = (at: EpochMilliseconds | null | undefined) =>
    at == null || Number.isNaN(at) ? null : at - zero
  return {
    key: stream.key,
    name: streamName(opened.url),
    state: stream.state,
    start: opened.at - zero,
    headers: since(response?.at ?? connected?.at),
    firstByte: since(firstArrivalOf(stream)),
    firstEvent: since(index.firstEvent),
    firstContent: since(options.firstContent),
    reconnection: since(options.next?.opened.at),
    end: since(closed?.at),
    bins: timingBins(stream, index, options),
    types: index.types,
    hasMoreTypes: index.hasMoreTypes,
    stalls: stallsOf(stream, index.stalls, options.clock)
      .map(({ from, to }) => ({ from: from - zero, to: to - zero }))
      .filter(({ from, to }) => to >= range.from && from <= range.to),
  }
}
