import type { Stream } from '../session/types'
import { firstIndex } from './block-search'
import { blockText } from './event-row'

/** The blocks of a stream that hold a text. Grows by scanning; what was scanned is not looked at again. */
export interface EventFilter {
  /** Hits so far. */
  readonly length: number
  /** Blocks examined so far. */
  readonly scanned: number
  /** The block of the n-th hit. */
  blockAt(hit: number): number
  /** The hit that is this block; -1 where it is none. */
  hitOf(block: number): number
  /** Examines up to `blocks` further blocks; false once there are no more for now. */
  scan(blocks: number): boolean
}

/** Case-insensitive substring over type, ID in force, data and comments. */
export const createEventFilter = (stream: Stream, text: string): EventFilter => {
  const needle = text.toLowerCase()
  const matches = createMatcher(stream, needle)
  const hits: number[] = []
  let scanned = 0
  return {
    get length() {
      return hits.length
    },
    get scanned() {
      return scanned
    },
    blockAt: hit => hits[hit] ?? -1,
    hitOf: block => search(hits, block),
    scan(blocks) {
      const end = Math.min(stream.blocks.length, scanned + blocks)
      for (; scanned < end; scanned++) if (matches(scanned)) hits.push(scanned)
      return scanned < stream.blocks.length
    },
  }
}

/** Asks blocks in order. A block is read in full only where its source text holds what is looked for. */
const createMatcher = ({ blocks, bytes }: Stream, needle: string) => {
  const decoder = new TextDecoder()
  const holds = (text: string | null) => text?.toLowerCase().includes(needle) ?? false
  let idHolds = false
  /** An ID stands in its block as it is: one that is not looked for can only end what was found before. */
  const mayChange = (source: string | null, index: number) =>
    index === 0 || source === null || (source.includes('id') && (idHolds || source.includes(needle)))

  return (index: number): boolean => {
    const held = bytes.slice(blocks.start(index), blocks.end(index))
    const source = held && decoder.decode(held).toLowerCase()
    if (mayChange(source, index)) idHolds = holds(blocks.lastEventId(index))
    if (idHolds || holds(blocks.type(index))) return true
    const kind = blocks.kind(index)
    // A value stands in the source as it is; only the text made of a block's fields does not.
    const isVerbatim = (kind === 'event' || kind === 'comment') && !needle.includes('\n')
    if (source === null || (isVerbatim && !source.includes(needle))) return false
    const detail = blocks.read(index)
    return detail !== null && holds(blockText(kind, detail))
  }
}

const search = (sorted: readonly number[], wanted: number): number => {
  const index = firstIndex(sorted.length, at => (sorted[at] ?? 0) >= wanted)
  return sorted[index] === wanted ? index : -1
}
