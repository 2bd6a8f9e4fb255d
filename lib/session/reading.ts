import type { Format, Problem } from '../event-stream/types'
import type { ChunksReceived } from '../wire/records'
import type { ByteCount } from '../wire/units'
import { createBlockTable } from './block-table'
import { type BoundedLog, createBoundedLog } from './bounded-log'
import type { ByteRecorder } from './byte-store'
import { type ChunkFeed, createChunkFeed } from './chunk-feed'
import type { BlockTable, ChunkTable } from './types'

const MOST_PROBLEMS = 1000

/** The body read as blocks, in one format at a time. */
export interface Reading {
  readonly format: Format | null
  readonly blocks: BlockTable
  /** How often the body was read from its start. */
  readonly readings: number
  /** Blocks of kind `event`. */
  readonly eventCount: number
  readonly problems: BoundedLog<Problem>
  /** True where the body had to be read anew. */
  setFormat(format: Format | null, contentType: string): boolean
  /** A run that the tables of chunks and bytes have taken in. */
  feed(run: ChunksReceived): void
  /** Bytes that are missing from the body. */
  skip(length: ByteCount): void
  /** Reads the body anew: it was cut. */
  restart(): void
  /** No more bytes will come. */
  end(): void
}

/** `lastEventId` is the one in force when the stream began. */
export function createReading(chunks: ChunkTable, body: ByteRecorder, lastEventId: string): Reading {
  const problems = createBoundedLog<Problem>(MOST_PROBLEMS)
  const blocks = createBlockTable({
    lastEventId,
    chunks,
    bytes: body.store,
    readBlock: (bytes, start) => format?.readBlock(bytes, start) ?? null,
  })
  let format: Format | null = null
  let contentType = ''
  let eventCount = 0
  let readings = 0
  let hasEnded = false
  /** Null while there is no format, and once the end is told. */
  let open: { feed: ChunkFeed; end: () => void } | null = null

  function restart(): void {
    blocks.clear()
    problems.clear()
    eventCount = 0
    readings++
    open = null
    if (format === null) return
    const parser = format.createParser(
      {
        onBlock: (block, dataAt, idAt) => {
          if (block.kind === 'event') eventCount++
          blocks.push(block, dataAt, idAt)
        },
        onProblem: problems.push,
      },
      contentType,
    )
    open = { feed: createChunkFeed(parser, chunks, body), end: parser.end }
    open.feed.replay()
  }

  /** After the end the body may still be restated, nobody knows in how many runs: the end is told when somebody looks. */
  function settle(): void {
    if (!hasEnded || open === null) return
    open.end()
    open = null
  }

  return {
    get format() {
      return format
    },
    get blocks() {
      settle()
      return blocks.table
    },
    get readings() {
      return readings
    },
    get eventCount() {
      settle()
      return eventCount
    },
    get problems() {
      settle()
      return problems.log
    },
    setFormat(next, type) {
      if (next === format && type === contentType) return false
      format = next
      contentType = type
      restart()
      return true
    },
    feed(run) {
      if (format === null) return
      if (open === null || !open.feed.feed(run)) restart()
    },
    skip(length) {
      if (format === null) return
      if (open === null) restart()
      else open.feed.skip(length)
    },
    restart,
    end() {
      hasEnded = true
      settle()
    },
  }
}
