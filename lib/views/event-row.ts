import type { BlockDetail, BlockKind } from '../event-stream/types'
import type { BlockTable, Stream } from '../session/types'
import type { ByteCount, ByteOffset, EpochMilliseconds, Milliseconds } from '../wire/units'
import { chunkGroup } from './block-search'
import { gapBefore } from './gap-before'
import { preview } from './preview'
import { blockSight, type ChunkSight } from './seen-as'

/** One line of the events grid: an event, a comment or an odd block. */
export interface EventRow extends ChunkSight {
  /** Index of the block in its stream. */
  index: number
  kind: BlockKind
  /** When the chunk that completed it came; null where that chunk was lost without a trace. */
  at: EpochMilliseconds | null
  /** Since the request. */
  since: Milliseconds | null
  /** Since the chunk that completed the row above; null in the first row and where either time is not known, or late. */
  gap: Milliseconds | null
  /** Since the block before it in the stream, in view or not; null like `gap`. */
  pause: Milliseconds | null
  type: string
  /** The last event ID in force; null where its bytes were dropped. */
  id: string | null
  /** Whether this very block set the ID. */
  setsId: boolean
  /** The chunk that completed it; -1 where it was lost without a trace. */
  chunk: number
  /** The chunk in which the block began; differs from `chunk` where it was split; -1 like `chunk`. */
  firstChunk: number
  /** How many blocks the chunk completed. */
  inChunk: number
  /** Whether the row above belongs to another chunk. */
  leadsChunk: boolean
  start: ByteOffset
  size: ByteCount
  /** The data's beginning on one line; null where its bytes were dropped. */
  preview: string | null
}

/** What only the block's bytes tell. */
export interface BlockGist {
  setsId: boolean
  preview: string | null
}

/** As much of a block as a row needs, unless it is very odd. */
const GIST_LIMIT: ByteCount = 64 * 1024

export const blockGist = ({ blocks }: Stream, index: number): BlockGist => {
  const detail = blocks.read(index, GIST_LIMIT)
  return {
    setsId: detail !== null && (detail.id !== null || setsIdLater(blocks, index)),
    preview: detail && preview(blockText(blocks.kind(index), detail)),
  }
}

/** Whether a block changed the ID behind what was read of it. */
const setsIdLater = (blocks: BlockTable, index: number): boolean =>
  blockSize(blocks, index) > GIST_LIMIT &&
  blocks.lastEventId(index) !== (index > 0 ? blocks.lastEventId(index - 1) : '')

export const blockSize = (blocks: BlockTable, index: number): ByteCount =>
  blocks.end(index) - blocks.start(index)

/** Makes the row for a block; `above` is the block in the row above, or -1. */
export const eventRow = (stream: Stream, index: number, above: number, gist: BlockGist): EventRow => {
  const { blocks, opened } = stream
  const chunk = blocks.lastChunk(index)
  const at = blockTime(stream, index)
  const sight = blockSight(stream, index)
  const before = above < 0 || sight.isLate ? null : arrivalOf(stream, above)
  return {
    index,
    kind: blocks.kind(index),
    at,
    since: at === null ? null : at - opened.at,
    gap: at === null || before === null ? null : Math.max(0, at - before),
    pause: gapBefore(stream, index),
    type: blocks.type(index),
    id: blocks.lastEventId(index),
    chunk,
    firstChunk: blocks.firstChunk(index),
    inChunk: chunkGroup(stream, index).size,
    leadsChunk: above < 0 || blocks.lastChunk(above) !== chunk,
    start: blocks.start(index),
    size: blockSize(blocks, index),
    ...sight,
    ...gist,
  }
}

/** When the block came; null where only later sights of it are known. */
const arrivalOf = (stream: Stream, index: number): EpochMilliseconds | null =>
  blockSight(stream, index).isLate ? null : blockTime(stream, index)

/** When the chunk that completed the block came; null where that is not known. */
export const blockTime = ({ blocks }: Stream, index: number): EpochMilliseconds | null => {
  const time = blocks.time(index)
  return Number.isNaN(time) ? null : time
}

/** What a block has to say: its data, its comments, or the fields it is made of. */
export const blockText = (kind: BlockKind, detail: BlockDetail): string => {
  if (kind === 'comment') return detail.comments.join('\n')
  if (kind === 'event' || detail.data !== '') return detail.data
  return detail.fields.map(field => `${field.name}: ${field.value}`).join('\n')
}
