import type { Stream } from '../session/types'
import type { ByteCount, EpochMilliseconds, Milliseconds } from '../wire/units'
import { chunkSight } from './seen-as'

/** What came in equal spans of time since the request. */
export interface Arrivals {
  /** Length of one span. */
  span: Milliseconds
  /** Bytes that came in each span; its length is fixed. */
  bins: readonly ByteCount[]
}

/** Keeps what came when in a fixed number of spans, which get longer as the stream does. */
export interface ArrivalBins {
  /** Takes in chunks that came since; at most so many. True where some are left. */
  scan(budget: number): boolean
  readonly arrivals: Arrivals
}

/** Twice as many as are drawn at least. */
export const ARRIVAL_BINS = 48

const FIRST_SPAN: Milliseconds = 10

export const createArrivalBins = (stream: Stream): ArrivalBins => {
  const bins: ByteCount[] = new Array(ARRIVAL_BINS).fill(0)
  let span = FIRST_SPAN
  let scanned = 0
  /** The last chunk may go on: what was counted of it. */
  let lastSize = 0

  const restart = () => {
    bins.fill(0)
    span = FIRST_SPAN
    scanned = 0
    lastSize = 0
  }
  const binOf = (at: EpochMilliseconds) => Math.max(0, Math.floor((at - stream.opened.at) / span))
  const widenFor = (at: EpochMilliseconds) => {
    while (binOf(at) >= ARRIVAL_BINS) {
      for (let bin = 0; bin < ARRIVAL_BINS; bin++) {
        bins[bin] = (bins[bin * 2] ?? 0) + (bins[bin * 2 + 1] ?? 0)
      }
      span *= 2
    }
  }
  const add = (at: EpochMilliseconds, size: ByteCount) => {
    widenFor(at)
    const bin = binOf(at)
    bins[bin] = (bins[bin] ?? 0) + size
  }

  return {
    scan(budget) {
      const { chunks } = stream
      if (chunks.length < scanned) restart()
      if (scanned > 0) {
        const size = chunks.size(scanned - 1)
        if (!chunkSight(stream, scanned - 1).isLate) add(chunks.time(scanned - 1), size - lastSize)
        lastSize = size
      }
      const end = Math.min(chunks.length, scanned + budget)
      for (; scanned < end; scanned++) {
        lastSize = chunks.size(scanned)
        if (!chunkSight(stream, scanned).isLate) add(chunks.time(scanned), lastSize)
      }
      return scanned < chunks.length
    },
    get arrivals() {
      return { span, bins }
    },
  }
}
