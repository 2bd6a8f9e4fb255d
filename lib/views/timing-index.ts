import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { createGapHistogram, type GapHistogram } from './gap-histogram'
import { createLargestGaps, type TimingGap } from './largest-gaps'
import { createSpanList, type SpanList } from './span-list'
import { STALL, type Stall } from './stalls'

/** Types with marks of their own; all others share the last. */
export const MARKED_TYPES = 6

/** What a stream's times amount to, kept up as it grows. */
export interface TimingIndex {
  /** Takes in so many chunks and blocks at most. True where some are left. */
  scan(budget: number): boolean
  /** Chunks, by time and size. Those without a time of arrival have NaN. */
  readonly chunks: SpanList
  /** Events, by time and the bit of their type. */
  readonly events: SpanList
  /** Types in the order they came. */
  readonly types: readonly string[]
  /** There are more types than are told apart. */
  readonly hasMoreTypes: boolean
  readonly gaps: GapHistogram
  readonly largest: readonly TimingGap[]
  /** Every gap that is a stall, in order: no more than one for each second. */
  readonly stalls: readonly Stall[]
  /** Chunks whose time is that of a look at them. */
  readonly untimed: number
  /** Gaps that are not known, as what came in between was dropped. */
  readonly unknownGaps: number
  /** When the first event came; null where none has. */
  readonly firstEvent: EpochMilliseconds | null
}

/** When a chunk came; NaN where that is not known. */
export const arrivalOf = ({ chunks }: Stream, chunk: number): EpochMilliseconds =>
  chunk < 0 || chunks.consumer(chunk) === 'devtools-body' ? Number.NaN : chunks.time(chunk)

/** When the body's first byte came; NaN where that is not known. */
export const firstArrivalOf = (stream: Stream): EpochMilliseconds =>
  stream.chunks.length > 0 && stream.chunks.offset(0) === 0 ? arrivalOf(stream, 0) : Number.NaN

export const createTimingIndex = (stream: Stream): TimingIndex => {
  const chunkSpans = createSpanList((sum, size) => sum + size)
  const eventSpans = createSpanList((bits, bit) => bits | bit)
  let gaps = createGapHistogram()
  let largest = createLargestGaps()
  let stalls: Stall[] = []
  let bits = new Map<string, number>()
  let hasMoreTypes = false
  let untimed = 0
  let unknownGaps = 0
  let firstEvent: EpochMilliseconds | null = null
  let readings = stream.readings
  /** The chunk that completed the block taken in last. */
  let chunk = 0

  const restartEvents = () => {
    readings = stream.readings
    eventSpans.clear()
    bits = new Map()
    hasMoreTypes = false
    firstEvent = null
    chunk = 0
  }
  const restart = () => {
    chunkSpans.clear()
    gaps = createGapHistogram()
    largest = createLargestGaps()
    stalls = []
    untimed = 0
    unknownGaps = 0
    restartEvents()
  }

  const addChunk = (index: number) => {
    const { chunks } = stream
    const at = arrivalOf(stream, index)
    if (Number.isNaN(at)) untimed++
    else if (index > 0) addGap(index, Math.max(0, at - arrivalOf(stream, index - 1)))
    chunkSpans.push(at, chunks.size(index))
  }
  const addGap = (index: number, gap: Milliseconds) => {
    const { chunks } = stream
    const isWhole = chunks.offset(index - 1) + chunks.size(index - 1) === chunks.offset(index)
    if (Number.isNaN(gap)) return
    if (!isWhole) unknownGaps++
    else {
      gaps.add(gap)
      largest.add({ chunk: index, gap })
      const to = chunks.time(index)
      if (gap >= STALL) stalls.push({ from: to - gap, to })
    }
  }

  const bitOf = (type: string): number => {
    const known = bits.get(type)
    if (known !== undefined) return known
    if (bits.size >= MARKED_TYPES) {
      hasMoreTypes = true
      return 1 << MARKED_TYPES
    }
    const bit = 1 << bits.size
    bits.set(type, bit)
    return bit
  }
  const addBlock = (index: number) => {
    const { blocks, chunks } = stream
    if (blocks.kind(index) !== 'event') {
      eventSpans.push(Number.NaN, 0)
      return
    }
    const last = blocks.end(index) - 1
    while (chunk < chunks.length - 1 && chunks.offset(chunk) + chunks.size(chunk) <= last) chunk++
    const at = arrivalOf(stream, chunks.offset(chunk) <= last ? chunk : -1)
    if (!Number.isNaN(at)) firstEvent ??= at
    eventSpans.push(at, bitOf(blocks.type(index)))
  }

  return {
    scan(budget) {
      if (stream.chunks.length < chunkSpans.length) restart()
      if (stream.readings !== readings || stream.blocks.length < eventSpans.length) restartEvents()
      const { chunks, blocks } = stream
      // The last chunk may have gone on.
      if (chunkSpans.length > 0) chunkSpans.raiseLast(chunks.size(chunkSpans.length - 1))
      const chunkEnd = Math.min(chunks.length, chunkSpans.length + budget)
      while (chunkSpans.length < chunkEnd) addChunk(chunkSpans.length)
      const blockEnd = Math.min(blocks.length, eventSpans.length + budget)
      while (eventSpans.length < blockEnd) addBlock(eventSpans.length)
      return chunkSpans.length < chunks.length || eventSpans.length < blocks.length
    },
    chunks: chunkSpans,
    events: eventSpans,
    get types() {
      return [...bits.keys()]
    },
    get hasMoreTypes() {
      return hasMoreTypes
    },
    get gaps() {
      return gaps
    },
    get largest() {
      return largest.list
    },
    get stalls() {
      return stalls
    },
    get untimed() {
      return untimed
    },
    get unknownGaps() {
      return unknownGaps
    },
    get firstEvent() {
      return firstEvent
    },
  }
}
