import type { Parser } from '../event-stream/types'
import { RUN_BYTES } from '../wire/limits'
import type { ChunksReceived } from '../wire/records'
import type { ByteRecorder } from './byte-store'
import type { ChunkTable } from './types'

/** Brings a body to a parser, chunk by chunk where the parser goes by chunks. */
export interface ChunkFeed {
  /** The body so far, holes included. */
  replay(): void
  /** A run that the tables have taken in. False where it goes on with a chunk that had ended: replay to a new parser. */
  feed(run: ChunksReceived): boolean
  /** Bytes that are missing. */
  skip(length: number): void
}

export function createChunkFeed(parser: Parser, chunks: ChunkTable, body: ByteRecorder): ChunkFeed {
  const { cut } = parser
  return cut === undefined
    ? createPlainFeed(parser, chunks, body)
    : createCuttingFeed(parser, cut, chunks, body)
}

/** Of what a browser dispatched each chunk is one whole event, so what is missing takes nothing of the next with it. */
function createPlainFeed(parser: Parser, chunks: ChunkTable, body: ByteRecorder): ChunkFeed {
  let isBehindHole = false

  function skip(length: number): void {
    parser.skip(length)
    isBehindHole = true
  }

  const beginsAt = (position: number): boolean => {
    const chunk = chunks.indexAt(position)
    return chunks.offset(chunk) === position && chunks.consumer(chunk) === 'dispatch'
  }

  return {
    replay() {
      let position = 0
      body.replay(
        bytes => {
          if (isBehindHole && beginsAt(position)) parser.resume?.()
          isBehindHole = false
          parser.feed(bytes)
          position += bytes.length
        },
        length => {
          skip(length)
          position += length
        },
      )
    },
    feed({ bytes, consumer, continues }) {
      if (isBehindHole && consumer === 'dispatch' && continues !== true) parser.resume?.()
      isBehindHole = false
      parser.feed(bytes)
      return true
    },
    skip,
  }
}

/** A large chunk comes in pieces of this size, so one of exactly such a length may go on. */
const mayGoOn = (size: number): boolean => size > 0 && size % RUN_BYTES === 0

function createCuttingFeed(
  parser: Parser,
  cut: () => void,
  chunks: ChunkTable,
  body: ByteRecorder,
): ChunkFeed {
  /** The last chunk's bytes are fed and its end is not told yet. */
  let isUncut = false

  function cutLast(): void {
    if (isUncut) cut()
    isUncut = false
  }

  function endRun(): void {
    isUncut = true
    if (!mayGoOn(chunks.size(chunks.length - 1))) cutLast()
  }

  function feed({ sizes, bytes, continues }: ChunksReceived): boolean {
    if (continues !== true) cutLast()
    else if (!isUncut) return false
    let from = 0
    for (let index = 0; index < sizes.length; index++) {
      const to = from + (sizes[index] ?? 0)
      if (to > from) parser.feed(bytes.subarray(from, to))
      if (index < sizes.length - 1) cut()
      from = to
    }
    endRun()
    return true
  }

  function skip(length: number): void {
    parser.skip(length)
    isUncut = false
    cut()
  }

  function replay(): void {
    const border = (chunk: number): number =>
      chunk < chunks.length ? chunks.offset(chunk) + chunks.size(chunk) : Number.POSITIVE_INFINITY
    let chunk = 0
    let position = 0
    function move(length: number): void {
      position += length
      const before = chunk
      while (border(chunk) <= position) chunk++
      if (chunk > before && chunk < chunks.length) cut()
    }
    body.replay(
      bytes => {
        for (let from = 0; from < bytes.length; ) {
          const to = Math.min(bytes.length, from + border(chunk) - position)
          parser.feed(bytes.subarray(from, to))
          move(to - from)
          from = to
        }
      },
      length => {
        parser.skip(length)
        move(length)
        // What no chunk is left of does not belong to the one that follows.
        if (position === chunks.offset(chunk)) cut()
      },
    )
    if (chunks.length > 0) endRun()
  }

  return { replay, feed, skip }
}
