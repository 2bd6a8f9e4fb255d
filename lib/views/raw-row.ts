import type { ByteStore, ChunkTable, Hole } from '../session/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { firstIndex } from './block-search'

/** Bytes a visual line holds at most, give or take the rest of a character or line end. */
export const LINE_LIMIT: ByteCount = 1000

/** A visual line: it ends with its line end, its chunk, the next hole, or at `LINE_LIMIT`. */
export interface RawRow {
  /** Place among the rows. */
  index: number
  start: ByteOffset
  end: ByteOffset
  /** The dropped stretch this row stands for; null for bytes. */
  hole: Hole | null
  /** The chunk that brought the bytes; -1 where that is not known. */
  chunk: number
}

export interface RawSource {
  readonly bytes: ByteStore
  readonly chunks: ChunkTable
}

const CR = 0x0d
const LF = 0x0a
const WINDOW: ByteCount = 64 * 1024

/** Walks the rows from the row that starts at `from`; stops when `visit` returns false or at the end. */
export const walkRows = (
  { bytes, chunks }: RawSource,
  from: { offset: ByteOffset; index: number },
  visit: (row: RawRow) => boolean,
): void => {
  const holes = bytes.holes()
  const read = createReader(bytes, holes)
  let { offset, index } = from
  let chunk = chunks.indexAt(offset)
  while (offset < bytes.length) {
    const next = holeAt(holes, offset)
    const hole = next && next.start <= offset ? next : null
    if (chunk < 0 || chunkEnd(chunks, chunk) <= offset) chunk = chunks.indexAt(offset)
    const bound = Math.min(chunk < 0 ? bytes.length : chunkEnd(chunks, chunk), next?.start ?? bytes.length)
    const end = hole ? hole.end : lineEnd(read, offset, bound)
    if (!visit({ index, start: offset, end, hole, chunk })) return
    offset = end
    index++
  }
}

const chunkEnd = (chunks: ChunkTable, index: number) => chunks.offset(index) + chunks.size(index)

/** The first hole that ends after `offset`. */
export const holeAt = (holes: readonly Hole[], offset: ByteOffset): Hole | null =>
  holes[firstIndex(holes.length, at => (holes[at]?.end ?? 0) > offset)] ?? null

type Reader = (start: ByteOffset, end: ByteOffset) => Uint8Array

/** Reads short stretches out of larger windows, so that a walk does not ask the store for every line. */
const createReader = (bytes: ByteStore, holes: readonly Hole[]): Reader => {
  let base = 0
  let window: Uint8Array = new Uint8Array(0)
  return (start, end) => {
    if (start < base || end > base + window.length) {
      const windowEnd = Math.min(start + WINDOW, holeAt(holes, start)?.start ?? bytes.length)
      window = bytes.slice(start, windowEnd) ?? new Uint8Array(0)
      base = start
    }
    return window.subarray(start - base, end - base)
  }
}

const lineEnd = (read: Reader, start: ByteOffset, bound: ByteOffset): ByteOffset => {
  const line = read(start, Math.min(bound, start + LINE_LIMIT + 4))
  const length = Math.min(line.length, LINE_LIMIT)
  for (let at = 0; at < length; at++) {
    const byte = line[at]
    if (byte === LF) return start + at + 1
    if (byte === CR) return start + at + (line[at + 1] === LF ? 2 : 1)
  }
  return start + (line.length > LINE_LIMIT ? characterEnd(line, LINE_LIMIT) : line.length)
}

/** The first position from `at` that is not inside a UTF-8 sequence (RFC 3629: at most three continuation bytes). */
const characterEnd = (line: Uint8Array, at: number): number => {
  let end = at
  while (end < line.length && end < at + 3 && ((line[end] ?? 0) & 0xc0) === 0x80) end++
  return end
}
