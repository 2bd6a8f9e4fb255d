import type { Stream } from '../session/types'
import type { ByteCount, EpochMilliseconds, Milliseconds } from '../wire/units'
import type { Span, SpanList } from './span-list'
import { arrivalOf, type TimingIndex } from './timing-index'

/** A stretch of time, in milliseconds since a moment that all who speak of it know. */
export interface TimeRange {
  from: Milliseconds
  to: Milliseconds
}

/** A stretch of time in equal cells, as many as a picture has room for. */
export interface TimingBins {
  range: TimeRange
  /** The largest chunk that came in each cell; 0 where none did. No extreme is lost. */
  largest: ByteCount[]
  /** Which types of events came in each cell: a bit for each. */
  marks: number[]
}

interface BinOptions {
  range: TimeRange
  count: number
  /** What the range counts from. */
  zero: EpochMilliseconds
}

/** Bounded by the cells: where many rows fall into one cell their sum is known already. */
export const timingBins = (stream: Stream, index: TimingIndex, options: BinOptions): TimingBins => {
  const { range, count, zero } = options
  const largest = new Array<number>(count).fill(0)
  const marks = new Array<number>(count).fill(0)
  const scale = count / (range.to - range.from)
  const cellOf = (at: EpochMilliseconds) => {
    const cell = Math.floor((at - zero - range.from) * scale)
    // What comes at the very end belongs to the last cell.
    return cell === count && at - zero <= range.to ? count - 1 : cell
  }
  const { chunks, blocks } = stream
  const { types } = index
  const chunkOf = createChunkWalk(stream)
  fill(index.chunks, cellOf, count, {
    whole: (cell, { most }) => {
      largest[cell] = Math.max(largest[cell] ?? 0, most)
    },
    row: row => {
      const cell = cellOf(arrivalOf(stream, row))
      if (cell >= 0 && cell < count) largest[cell] = Math.max(largest[cell] ?? 0, chunks.size(row))
    },
  })
  fill(index.events, cellOf, count, {
    whole: (cell, { sum }) => {
      marks[cell] = (marks[cell] ?? 0) | sum
    },
    row: row => {
      const chunk = chunkOf(row)
      if (blocks.kind(row) !== 'event') return
      const cell = cellOf(arrivalOf(stream, chunk))
      const type = types.indexOf(blocks.type(row))
      if (cell >= 0 && cell < count)
        marks[cell] = (marks[cell] ?? 0) | (1 << (type < 0 ? types.length : type))
    },
  })
  return { range, largest, marks }
}

/** The chunk that completed a block. Of blocks asked for in order it is found by going on from the one before. */
const createChunkWalk = ({ chunks, blocks }: Stream): ((block: number) => number) => {
  let before = -2
  let chunk = -1
  return block => {
    const last = blocks.end(block) - 1
    if (block !== before + 1 || chunk < 0) chunk = blocks.lastChunk(block)
    else while (chunk < chunks.length - 1 && chunks.offset(chunk) + chunks.size(chunk) <= last) chunk++
    before = block
    return chunk >= 0 && chunks.offset(chunk) <= last ? chunk : -1
  }
}

interface Visits {
  whole: (cell: number, span: Span) => void
  row: (row: number) => void
}

const fill = (
  spans: SpanList,
  cellOf: (at: EpochMilliseconds) => number,
  count: number,
  { whole, row }: Visits,
) =>
  spans.each((span, start, end) => {
    const first = cellOf(span.first)
    const last = cellOf(span.last)
    if (span.last < span.first || last < 0 || first >= count) return
    if (first === last) whole(first, span)
    else for (let at = start; at < end; at++) row(at)
  })
