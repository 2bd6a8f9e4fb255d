import type { BlockKind } from '../event-stream/types'
import type { Stream } from '../session/types'
import type { ByteCount, ByteOffset, EpochMilliseconds, Milliseconds } from '../wire/units'
import { type ChunkGroup, chunkGroup } from './block-search'
import { blockSize, blockText, blockTime } from './event-row'
import { type JsonNode, parseJson } from './json-node'
import { blockSight, type ChunkSight } from './seen-as'

/** Everything known about one block. */
export interface EventDetail extends ChunkSight {
  index: number
  kind: BlockKind
  type: string
  /** The last event ID in force; null where its bytes were dropped. */
  id: string | null
  retry: number | null
  firstChunk: number
  lastChunk: number
  /** Times of the two chunks; null where they were lost without a trace. */
  beganAt: EpochMilliseconds | null
  completedAt: EpochMilliseconds | null
  /** Of the completing chunk, since the request. */
  since: Milliseconds | null
  group: ChunkGroup
  start: ByteOffset
  size: ByteCount
  /** Null where the bytes were dropped. */
  text: string | null
  /** The bytes the text was read from, where the block is too large for all of them; else null. */
  cut: ByteCount | null
  /** The text as JSON; null where it is none, or too long to take apart. */
  json: JsonNode | null
}

/** Larger blocks are shown by their beginning: all bytes of them are in the raw view. */
const WHOLE_LIMIT: ByteCount = 4_000_000
const CUT: ByteCount = 1_000_000

export const eventDetail = (stream: Stream, index: number): EventDetail => {
  const { blocks, chunks, opened } = stream
  const size = blockSize(blocks, index)
  const cut = size > WHOLE_LIMIT ? CUT : null
  const detail = blocks.read(index, cut ?? size)
  const read = detail && blockText(blocks.kind(index), detail)
  // The cut may go through a character.
  const text = cut === null ? read : (read?.replace(/\ufffd$/, '') ?? null)
  const firstChunk = blocks.firstChunk(index)
  const completedAt = blockTime(stream, index)
  return {
    index,
    kind: blocks.kind(index),
    type: blocks.type(index),
    id: blocks.lastEventId(index),
    retry: detail?.retry ?? null,
    firstChunk,
    lastChunk: blocks.lastChunk(index),
    beganAt: firstChunk < 0 ? null : chunks.time(firstChunk),
    completedAt,
    since: completedAt === null ? null : completedAt - opened.at,
    group: chunkGroup(stream, index),
    ...blockSight(stream, index),
    start: blocks.start(index),
    size,
    text,
    cut,
    json: text === null || cut !== null ? null : parseJson(text),
  }
}
