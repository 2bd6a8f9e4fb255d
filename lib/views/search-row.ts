import type { Stream } from '../session/types'
import type { ByteCount, Milliseconds } from '../wire/units'
import { blockText, blockTime } from './event-row'
import { showControls } from './preview'
import { findIn, type SearchQuery } from './search-query'
import { streamName } from './stream-row'
import type { SearchHit, StreamSearch } from './stream-search'

/** A line of the list of results. */
export type SearchRow =
  | {
      kind: 'stream'
      key: string
      number: number
      name: string
      events: number
      bytes: number
      listed: number
    }
  | ({
      kind: 'hit'
      key: string
      since: Milliseconds | null
      type: string
      excerpt: Excerpt | null
    } & SearchHit)

/** The surroundings of what was found, on one line. */
export interface Excerpt {
  before: string
  match: string
  after: string
}

/** As much of a block as is read for its line. */
const READ: ByteCount = 256 * 1024
const BEFORE = 30
const AFTER = 160

export const searchStreamRow = ({ stream, events, bytes, hits }: StreamSearch): SearchRow => ({
  kind: 'stream',
  key: stream.key,
  number: stream.number,
  name: streamName(stream.opened.url),
  events,
  bytes,
  listed: hits.length,
})

export const searchHitRow = (stream: Stream, hit: SearchHit, query: SearchQuery): SearchRow => {
  const at = hit.block < 0 ? null : blockTime(stream, hit.block)
  return {
    kind: 'hit',
    key: stream.key,
    ...hit,
    since: at === null ? null : at - stream.opened.at,
    type: hit.block < 0 ? '' : stream.blocks.type(hit.block),
    excerpt: excerptOf(stream, hit, query),
  }
}

const excerptOf = (
  stream: Stream,
  { block, inText, offset }: SearchHit,
  query: SearchQuery,
): Excerpt | null => {
  const { blocks, bytes } = stream
  if (block >= 0 && inText) {
    const detail = blocks.read(block, READ)
    return (
      detail && around([blockText(blocks.kind(block), detail), detail.id ?? '', blocks.type(block)], query)
    )
  }
  const end = block >= 0 ? blocks.end(block) : bytes.length
  const held = bytes.slice(offset, Math.min(end, offset + READ))
  return held && around([new TextDecoder().decode(held)], query)
}

/** Of the first text that holds it; where it is too far behind, the beginning alone. */
const around = (texts: readonly string[], query: SearchQuery): Excerpt => {
  const text = texts.find(each => findIn(query, each)) ?? texts[0] ?? ''
  const found = findIn(query, text)
  const at = found?.at ?? 0
  const end = at + Math.min(found?.length ?? 0, AFTER)
  const from = Math.max(0, at - BEFORE)
  return {
    before: (from > 0 ? '…' : '') + showControls(text.slice(from, at)),
    match: showControls(text.slice(at, end)),
    after: showControls(text.slice(end, end + AFTER)),
  }
}
