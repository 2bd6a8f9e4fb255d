import type { BlockKind } from '../event-stream/types'
import type { Stream } from '../session/types'
import type { ByteCount, ByteOffset, EpochMilliseconds, Milliseconds } from '../wire/units'
import { type ChunkGroup, chunkGroup } from './block-search'
import { blockText, blockTime } from './event-row'
import { type JsonNode, parseJson } from './json-node'

/** Everything known about one block. */
export interface EventDetail {
  index: number
  kind: BlockKind
  type: string
  /** The last event ID in force; null where its bytes were dropped. */
  id: string | null
  setsId: boolean
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
  /** The text as JSON; null where it is none. */
  json: JsonNode | null
}

export const eventDetail = (stream: Stream, index: number): EventDetail => {
  const { blocks, chunks, opened } = stream
  const detail = blocks.read(index)
  const text = detail && blockText(blocks.kind(index), detail)
  const firstChunk = blocks.firstChunk(index)
  const completedAt = blockTime(stream, index)
  return {
    index,
    kind: blocks.kind(index),
    type: blocks.type(index),
    id: blocks.lastEventId(index),
    setsId: detail !== null && detail.id !== null,
    retry: detail?.retry ?? null,
    firstChunk,
    lastChunk: blocks.lastChunk(index),
    beganAt: firstChunk < 0 ? null : chunks.time(firstChunk),
    completedAt,
    since: completedAt === null ? null : completedAt - opened.at,
    group: chunkGroup(stream, index),
    start: blocks.start(index),
    size: blocks.end(index) - blocks.start(index),
    text,
    json: text === null ? null : parseJson(text),
  }
}
