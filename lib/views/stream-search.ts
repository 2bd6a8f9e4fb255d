import type { Stream } from '../session/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { WINDOW } from './block-facts'
import { blockSize, blockText } from './event-row'
import { matches, type SearchQuery } from './search-query'
import { singleData } from './single-data'
import { isLive } from './stream-row'

/** A place where a stream holds what is looked for. */
export interface SearchHit {
  /** The event or other block; -1 where bytes of no block hold it. */
  block: number
  /** Whether what the block says holds it, and not its bytes alone (names of fields, line ends). */
  inText: boolean
  /** First byte of the block or, outside of blocks, of the line. */
  offset: ByteOffset
}

/** A search through one stream. Grows by scanning; what was scanned is not looked at again. */
export interface StreamSearch {
  readonly stream: Stream
  /** Blocks whose type, own ID or text holds it. */
  readonly events: number
  /** Blocks and lines whose bytes alone hold it. */
  readonly bytes: number
  /** The first hits, at most `KEPT_HITS`; the counts go on. */
  readonly hits: readonly SearchHit[]
  /** Bytes looked at. */
  readonly scanned: ByteCount
  /** Looks at about `budget` further bytes; false once there is no more for now. */
  scan(budget: ByteCount): boolean
}

export const KEPT_HITS = 200

/** What looking at a block costs besides its bytes. */
const BLOCK_COST: ByteCount = 100
/** Bytes outside of blocks that are looked at together, and how far pieces of a large block reach into the next. */
const PIECE: ByteCount = 64 * 1024
const OVERLAP: ByteCount = 4096

export const createStreamSearch = (stream: Stream, query: SearchQuery): StreamSearch => {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const hits: SearchHit[] = []
  // A text that a block says stands in its source; not so in formats that encode it, nor what an anchor is tied to.
  const isVerbatim = query.kind === 'text' && stream.format !== 'grpc-web' && stream.format !== 'connect'
  let events = 0
  let bytes = 0
  let scanned: ByteOffset = 0
  let next = 0

  const textOf = (start: ByteOffset, end: ByteOffset) => {
    const held = stream.bytes.slice(start, end)
    return held && decoder.decode(held)
  }
  const add = (hit: SearchHit) => {
    if (hit.inText) events++
    else bytes++
    if (hits.length < KEPT_HITS) hits.push(hit)
  }

  // Blocks of one type come in a row.
  let lastType = ''
  let isTypeHit = matches(query, '')
  const typeMatches = (type: string): boolean => {
    if (type !== lastType) isTypeHit = matches(query, type)
    lastType = type
    return isTypeHit
  }

  /** What the block says: its text, and the ID that it sets. */
  const saidBy = (source: string): readonly string[] => {
    const { format, blocks } = stream
    const isPlain = format === 'event-stream' && blocks.kind(next) === 'event' && !source.includes('id')
    const data = isPlain ? singleData(source) : null
    if (data !== null) return [data]
    const detail = blocks.read(next)
    return detail ? [blockText(blocks.kind(next), detail), detail.id ?? ''] : []
  }

  const lookAtBlock = () => {
    const { blocks } = stream
    const [start, end] = [blocks.start(next), blocks.end(next)]
    const source = textOf(start, end)
    const inSource = source !== null && matches(query, source)
    const isSaid =
      source !== null &&
      (inSource || !isVerbatim) &&
      saidBy(source).some(text => text !== '' && matches(query, text))
    const inText = isSaid || typeMatches(blocks.type(next))
    if (inText || inSource) add({ block: next, inText, offset: start })
    scanned = end
    next++
  }

  const lookAtPiece = () => {
    const { blocks } = stream
    const end = blocks.end(next)
    const from = Math.max(scanned, blocks.start(next))
    const piece = textOf(from, Math.min(from + WINDOW + OVERLAP, end))
    const isHit = piece !== null && matches(query, piece)
    if (isHit) add({ block: next, inText: true, offset: blocks.start(next) })
    scanned = isHit ? end : Math.min(from + WINDOW, end)
    if (scanned >= end) next++
  }

  /** Lines outside of blocks, up to `end`. Lines longer than a piece are cut. */
  const lookAtLines = (end: ByteOffset) => {
    const to = Math.min(scanned + PIECE, end)
    const text = textOf(scanned, to)
    const cut = to < end && text ? text.lastIndexOf('\n') + 1 || text.length : (text?.length ?? 0)
    if (text === null) scanned = to
    else for (const line of text.slice(0, cut).split(/(?<=\n)/)) lookAtLine(line)
    // Invalid bytes are longer as text than as bytes.
    scanned = Math.min(Math.max(scanned, cut === text?.length ? to : 0), to)
  }
  const lookAtLine = (line: string) => {
    if (matches(query, line)) add({ block: -1, inText: false, offset: scanned })
    scanned += byteLength(line)
  }

  /** Bytes looked at; 0 where there is nothing for now. */
  const step = (): ByteCount => {
    const { blocks } = stream
    const before = scanned
    if (next < blocks.length && scanned >= blocks.start(next)) {
      if (blockSize(blocks, next) > WINDOW) lookAtPiece()
      else lookAtBlock()
    } else {
      // What the parser still reads may become a block.
      const isSettled = stream.format === null || !isLive(stream.state)
      const end = next < blocks.length ? blocks.start(next) : isSettled ? stream.bytes.length : scanned
      if (scanned >= end) return 0
      lookAtLines(end)
    }
    return scanned - before + BLOCK_COST
  }

  return {
    stream,
    get events() {
      return events
    },
    get bytes() {
      return bytes
    },
    hits,
    get scanned() {
      return scanned
    },
    scan(budget) {
      for (let left = budget; left > 0; ) {
        const cost = step()
        if (cost === 0) return false
        left -= cost
      }
      return true
    },
  }
}

const encoder = new TextEncoder()

const byteLength = (text: string): ByteCount => encoder.encode(text).length
