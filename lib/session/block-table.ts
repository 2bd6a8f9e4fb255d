import type { BlockDetail, BlockKind, ParserHandlers } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { dataAtOf, packPlaces } from './event-places'
import { createPages, float64Column, rowOf, uint8Column, uint32Column } from './pages'
import { createTypeIntern } from './type-intern'
import type { BlockRow, BlockTable, ByteStore, ChunkTable, EventRun } from './types'

export interface BlockRecorder {
  readonly table: BlockTable
  push: ParserHandlers['onBlock']
  /** Forgets all blocks: the body is read again. */
  clear(): void
}

/** What the table reads from on demand. */
export interface BlockSource {
  /** In force before the first block. */
  lastEventId?: string
  chunks: ChunkTable
  bytes: ByteStore
  /** Null while the stream has no format; then the table is empty. */
  readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail | null
}

/** Reading the ID out of a block larger than this takes long enough to do it once only. */
const LARGE: ByteCount = 64 * 1024

const KINDS: readonly BlockKind[] = ['event', 'no-data', 'comment', 'unterminated', 'partial']

interface Page {
  starts: Float64Array
  ends: Float64Array
  kinds: Uint8Array
  types: Uint32Array
  /** One more than the index of the block that last set the id; 0 where none did. */
  idSources: Uint32Array
  /** Packed. */
  places: Uint32Array
}

const createPage = (rows: number, smaller: Page | null): Page => ({
  starts: float64Column(rows, smaller?.starts),
  ends: float64Column(rows, smaller?.ends),
  kinds: uint8Column(rows, smaller?.kinds),
  types: uint32Column(rows, smaller?.types),
  idSources: uint32Column(rows, smaller?.idSources),
  places: uint32Column(rows, smaller?.places),
})

const NO_PAGE = createPage(0, null)
const NO_RUN: EventRun = { length: 0, ...NO_PAGE }

/** 29 bytes a block. Texts are read from the body's bytes when they are asked for. */
export function createBlockTable(source: BlockSource): BlockRecorder {
  const types = createTypeIntern()
  const pages = createPages(createPage)
  const largeIds = new Map<number, string | null>()
  let idSource = 0
  let lastType = ''
  let lastTypeNumber = types.numberOf('')

  // Blocks of one type come in a row.
  function typeNumber(type: string): number {
    if (type !== lastType) {
      lastType = type
      lastTypeNumber = types.numberOf(type)
    }
    return lastTypeNumber
  }

  const push: BlockRecorder['push'] = (block, dataAt = 0, idAt = 0) => {
    const page = pages.add()
    const row = rowOf(pages.length - 1)
    page.starts[row] = block.start
    page.ends[row] = block.end
    page.kinds[row] = block.kind === 'event' ? 0 : KINDS.indexOf(block.kind)
    page.types[row] = typeNumber(block.type)
    if (block.setsId) idSource = pages.length
    page.idSources[row] = idSource
    page.places[row] = packPlaces(dataAt, idAt)
  }

  const start = (index: number): ByteOffset => pages.of(index)?.starts[rowOf(index)] ?? Number.NaN
  const end = (index: number): ByteOffset => pages.of(index)?.ends[rowOf(index)] ?? Number.NaN
  const kind = (index: number): BlockKind => KINDS[pages.of(index)?.kinds[rowOf(index)] ?? 0] ?? 'event'
  const lastChunk = (index: number): number => source.chunks.indexAt(end(index) - 1)

  function read(index: number, limit = Number.POSITIVE_INFINITY): BlockDetail | null {
    if (!Number.isInteger(index) || pages.of(index) === undefined) return null
    const bytes = source.bytes.slice(start(index), Math.min(end(index), start(index) + limit))
    return bytes === null ? null : source.readBlock(bytes, start(index))
  }

  function idOf(index: number): string | null {
    if (end(index) - start(index) <= LARGE) return read(index)?.id ?? null
    // Bytes are dropped from the front.
    if (source.bytes.slice(start(index), start(index) + 1) === null) return null
    const known = largeIds.get(index)
    if (known !== undefined) return known
    const id = read(index)?.id ?? null
    largeIds.set(index, id)
    return id
  }

  // [spec] Dispatch: the type is `message` where the event type buffer is the empty string.
  function type(index: number): string {
    const known = types.typeOf(pages.of(index)?.types[rowOf(index)] ?? 0)
    return (known ?? read(index)?.type ?? '') || 'message'
  }

  function get(index: number, row: BlockRow): boolean {
    const page = pages.of(index)
    if (page === undefined) return false
    const at = rowOf(index)
    row.kind = KINDS[page.kinds[at] ?? 0] ?? 'event'
    row.start = page.starts[at] ?? Number.NaN
    row.end = page.ends[at] ?? Number.NaN
    row.type = types.typeOf(page.types[at] ?? 0) || type(index)
    return true
  }

  function run(index: number, most: number, end: ByteOffset): EventRun {
    const page = pages.of(index) ?? NO_PAGE
    const from = rowOf(index)
    const last = Math.min(from + Math.min(most, pages.length - index), page.places.length)
    let to = from
    while (to < last && dataAtOf(page.places[to] ?? 0) > 0 && (page.ends[to] ?? 0) <= end) to++
    if (to === from) return NO_RUN
    return {
      length: to - from,
      starts: page.starts.subarray(from, to),
      ends: page.ends.subarray(from, to),
      places: page.places.subarray(from, to),
      types: page.types.subarray(from, to),
    }
  }

  function lastEventId(index: number): string | null {
    const setter = (pages.of(index)?.idSources[rowOf(index)] ?? 0) - 1
    if (setter < 0) return source.lastEventId ?? ''
    // What is missing from a partial block may have set an id.
    return kind(setter) === 'partial' ? null : idOf(setter)
  }

  return {
    table: {
      get length() {
        return pages.length
      },
      get,
      run,
      kind,
      start,
      end,
      type,
      firstChunk: index => source.chunks.indexAt(start(index)),
      lastChunk,
      time: index => source.chunks.time(lastChunk(index)),
      lastEventId,
      read,
    },
    push,
    clear() {
      pages.truncate(0)
      largeIds.clear()
      idSource = 0
    },
  }
}
