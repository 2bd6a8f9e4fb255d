import type { Hole } from '../session/types'
import type { ByteOffset } from '../wire/units'
import { firstIndex } from './block-search'
import type { RawSource } from './raw-row'

export const HEX_ROW_LENGTH = 16

/** Sixteen bytes, fewer before a hole and at the end; or a dropped stretch. */
export interface HexRow {
  index: number
  start: ByteOffset
  end: ByteOffset
  /** Null where the bytes were dropped. */
  bytes: Uint8Array | null
  hole: Hole | null
  /** The chunk of each byte; -1 where that is not known. Empty for a hole. */
  chunks: number[]
  /** Chunks that begin in this row. */
  begins: number[]
}

/** Finds hex rows by number and by offset. Its size is that of the holes, not of the body. */
export interface HexIndex {
  readonly length: number
  rows(start: number, end: number): HexRow[]
  rowAt(offset: ByteOffset): number
}

interface Section {
  start: ByteOffset
  end: ByteOffset
  firstRow: number
  hole: Hole | null
}

export const createHexIndex = (source: RawSource): HexIndex => {
  const { bytes } = source
  const sections = sectionsOf(bytes.length, bytes.holes())
  const length = sections.reduce((_, section) => section.firstRow + rowCount(section), 0)

  const read = (index: number): HexRow | null => {
    const section = sections[firstIndex(sections.length, at => (sections[at]?.firstRow ?? 0) > index) - 1]
    if (!section) return null
    const { hole } = section
    if (hole) return { index, start: hole.start, end: hole.end, bytes: null, hole, chunks: [], begins: [] }
    const start = section.start + (index - section.firstRow) * HEX_ROW_LENGTH
    const end = Math.min(start + HEX_ROW_LENGTH, section.end)
    const chunks = chunksOf(source, start, end)
    const begins = [...new Set(chunks)].filter(chunk => chunk >= 0 && source.chunks.offset(chunk) >= start)
    return { index, start, end, bytes: bytes.slice(start, end), hole, chunks, begins }
  }

  return {
    length,
    rows(start, end) {
      const rows: HexRow[] = []
      for (let index = start; index < Math.min(end, length); index++) {
        const row = read(index)
        if (row) rows.push(row)
      }
      return rows
    },
    rowAt(offset) {
      const section = sections[firstIndex(sections.length, at => (sections[at]?.end ?? 0) > offset)]
      if (!section || offset < section.start) return -1
      const rows = section.hole ? 0 : Math.floor((offset - section.start) / HEX_ROW_LENGTH)
      return section.firstRow + rows
    },
  }
}

const rowCount = ({ start, end, hole }: Section) => (hole ? 1 : Math.ceil((end - start) / HEX_ROW_LENGTH))

const sectionsOf = (length: number, holes: readonly Hole[]): Section[] => {
  const sections: Section[] = []
  let at = 0
  let firstRow = 0
  const push = (end: ByteOffset, hole: Hole | null) => {
    if (end <= at) return
    const section = { start: at, end, firstRow, hole }
    sections.push(section)
    firstRow += rowCount(section)
    at = end
  }
  for (const hole of holes) {
    push(hole.start, null)
    push(hole.end, hole)
  }
  push(length, null)
  return sections
}

const chunksOf = ({ chunks }: RawSource, start: ByteOffset, end: ByteOffset): number[] => {
  const found: number[] = []
  let chunk = -1
  for (let offset = start; offset < end; offset++) {
    const ends = chunk < 0 ? offset : chunks.offset(chunk) + chunks.size(chunk)
    if (offset >= ends) chunk = chunks.indexAt(offset)
    found.push(chunk)
  }
  return found
}
