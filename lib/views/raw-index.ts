import type { Hole } from '../session/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { firstIndex } from './block-search'
import { type RawRow, type RawSource, walkRows } from './raw-row'

/** Finds rows by number and by offset. It grows by scanning and remembers every 64th row only. */
export interface RawIndex {
  /** Rows known so far. */
  readonly length: number
  /** Bytes indexed so far. */
  readonly indexed: ByteOffset
  /** Indexes about `budget` further bytes; false once there are no more for now. */
  scan(budget: ByteCount): boolean
  /** Rows [start, end), as far as known. */
  rows(start: number, end: number): RawRow[]
  /** The row that holds the byte; -1 where that is not known yet. */
  rowAt(offset: ByteOffset): number
}

interface Mark {
  offset: ByteOffset
  index: number
}

const STRIDE = 64
const KEPT_STRIDES = 16
const ORIGIN: Mark = { offset: 0, index: 0 }

export const createRawIndex = (source: RawSource): RawIndex => {
  /** Ascending; the first is the origin. Between two marks lie about `STRIDE` rows. */
  let marks: Mark[] = [ORIGIN]
  let tail: Mark = ORIGIN
  let lastRow: ByteOffset = 0
  let holes: readonly Hole[] = []
  let dropped: ByteCount = 0
  let ending = chunkEnding(source)
  /** Whole strides lately asked for, by number. */
  const strides = new Map<number, RawRow[]>()

  /** Counts the rows from the last mark before `offset` on anew. */
  const rewind = (offset: ByteOffset) => {
    if (offset >= tail.offset) return
    const kept = Math.max(
      1,
      firstIndex(marks.length, at => (marks[at]?.offset ?? 0) >= offset),
    )
    marks = marks.slice(0, kept)
    tail = marks[kept - 1] ?? ORIGIN
    strides.clear()
  }

  /** Everything before `end` became one row. What follows keeps its rows, under smaller numbers. */
  const trim = (end: ByteOffset) => {
    const first = firstIndex(marks.length, at => (marks[at]?.offset ?? 0) >= end)
    const next = marks[first] ?? tail
    let reached: Mark = { offset: end, index: 1 }
    walkRows(source, reached, row => {
      if (row.start < next.offset) reached = { offset: row.end, index: row.index + 1 }
      return row.end < next.offset
    })
    if (reached.offset !== next.offset) return rewind(0)
    const move = ({ offset, index }: Mark): Mark => ({ offset, index: index - next.index + reached.index })
    tail = move(tail)
    marks = [ORIGIN, ...marks.slice(first).map(move)]
    strides.clear()
  }

  /** A limit dropped bytes that were indexed already, or the last chunk went on. */
  const notice = () => {
    const { bytes } = source
    const before = ending
    ending = chunkEnding(source)
    if (before.chunk >= 0 && chunkEndAt(source, before.chunk) !== before.end) rewind(lastRow)
    if (bytes.length - bytes.held === dropped) return
    dropped = bytes.length - bytes.held
    const known = holes
    holes = bytes.holes().map(hole => ({ ...hole }))
    const front = frontGrowth(known, holes)
    if (front > 0 && front < tail.offset) trim(front)
    else rewind(firstChange(known, holes))
  }

  const stride = (at: number): RawRow[] => {
    const known = strides.get(at)
    if (known) return known
    const found: RawRow[] = []
    const from = marks[at]
    const next = marks[at + 1]
    const limit = (next ?? tail).index
    if (!from || from.index >= limit) return found
    walkRows(source, from, row => {
      found.push(row)
      return row.index + 1 < limit
    })
    if (strides.size >= KEPT_STRIDES) strides.clear()
    if (next) strides.set(at, found)
    return found
  }
  const strideOf = (place: (mark: Mark) => number, wanted: number) =>
    firstIndex(marks.length, at => place(marks[at] ?? ORIGIN) > wanted) - 1

  return {
    get length() {
      return tail.index
    },
    get indexed() {
      return tail.offset
    },
    scan(budget) {
      notice()
      const goal = tail.offset + budget
      walkRows(source, tail, row => {
        tail = { offset: row.end, index: row.index + 1 }
        lastRow = row.start
        if (tail.index % STRIDE === 0) marks.push(tail)
        return row.end < goal
      })
      return tail.offset < source.bytes.length
    },
    rows(start, end) {
      const found: RawRow[] = []
      const limit = Math.min(end, tail.index)
      for (let at = strideOf(mark => mark.index, start); (marks[at]?.index ?? limit) < limit; at++) {
        found.push(...stride(at).filter(row => row.index >= start && row.index < end))
      }
      return found
    },
    rowAt(offset) {
      if (offset < 0 || offset >= tail.offset) return -1
      const rows = stride(strideOf(mark => mark.offset, offset))
      return rows.find(row => offset < row.end)?.index ?? -1
    },
  }
}

/** The last chunk and where it ends: it may go on. */
const chunkEnding = (source: RawSource) => {
  const chunk = source.chunks.length - 1
  return { chunk, end: chunkEndAt(source, chunk) }
}

const chunkEndAt = ({ chunks }: RawSource, chunk: number): ByteOffset =>
  chunk < 0 ? 0 : chunks.offset(chunk) + chunks.size(chunk)

/** Where the first hole ends, if nothing but its growth from the body's start tells the lists apart; else 0. */
const frontGrowth = (before: readonly Hole[], after: readonly Hole[]): ByteOffset => {
  const [first, ...rest] = after
  if (first?.start !== 0 || rest.length > before.length) return 0
  const swallowed = before.length - rest.length
  const isSame = firstChange(before.slice(swallowed), rest) === Number.POSITIVE_INFINITY
  return isSame && before.slice(0, swallowed).every(hole => hole.end <= first.end) ? first.end : 0
}

/** Where two lists of holes begin to differ. */
const firstChange = (before: readonly Hole[], after: readonly Hole[]): ByteOffset => {
  const at = after.findIndex((hole, index) => {
    const old = before[index]
    return !old || old.start !== hole.start || old.end !== hole.end || old.reason !== hole.reason
  })
  const changed = after[at]
  return changed ? Math.min(changed.start, before[at]?.start ?? changed.start) : Number.POSITIVE_INFINITY
}
