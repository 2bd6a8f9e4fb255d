import { RUN_CHUNKS } from '../wire/limits'
import type { CaptureRecord, ChunksReceived } from '../wire/records'
import type { EpochMilliseconds, StreamId } from '../wire/units'
import type { Piece } from './pieces'
import type { ObservedStream } from './session-view'

/** The records that make the chunks of a stream from `firstChunk` on the pieces; none where they are. */
export const reconcile = (
  stream: ObservedStream,
  firstChunk: number,
  pieces: readonly Piece[],
  at: EpochMilliseconds,
): readonly CaptureRecord[] => {
  const { streamId } = stream.opened
  const count = stream.chunks.length - firstChunk
  let same = 0
  for (let piece = pieces[0]; piece && same < count && isChunk(stream, firstChunk + same, piece); ) {
    same++
    piece = pieces[same]
  }
  if (same === count && same === pieces.length) return []
  const runs = runsOf(streamId, pieces.slice(same))
  // A stream that has ended takes chunks only when it is told that they are a correction.
  if (same === count && stream.closed === null && stream.state !== 'left') return runs
  return [{ kind: 'stream-restated', streamId, at, chunks: firstChunk + same }, ...runs]
}

const isChunk = ({ chunks, bytes }: ObservedStream, index: number, piece: Piece): boolean => {
  const start = chunks.offset(index)
  const size = chunks.size(index)
  return (
    chunks.time(index) === piece.at &&
    chunks.consumer(index) === piece.consumer &&
    size === piece.bytes.length &&
    areEqual(bytes.slice(start, start + size), piece.bytes)
  )
}

const areEqual = (a: Uint8Array | null, b: Uint8Array): boolean =>
  a !== null && a.length === b.length && a.every((byte, index) => byte === b[index])

/** Pieces as runs of chunks: one consumer each, and no longer than a run may be. */
export const runsOf = (streamId: StreamId, pieces: readonly Piece[]): readonly ChunksReceived[] => {
  const runs: ChunksReceived[] = []
  for (let from = 0; from < pieces.length; ) {
    const end = endOfRun(pieces, from)
    runs.push(runOf(streamId, pieces.slice(from, end)))
    from = end
  }
  return runs
}

const endOfRun = (pieces: readonly Piece[], from: number): number => {
  let end = from + 1
  while (end < pieces.length && end - from < RUN_CHUNKS && pieces[end]?.consumer === pieces[from]?.consumer)
    end++
  return end
}

const runOf = (streamId: StreamId, pieces: readonly Piece[]): ChunksReceived => {
  const bytes = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.bytes.length, 0))
  let offset = 0
  for (const piece of pieces) {
    bytes.set(piece.bytes, offset)
    offset += piece.bytes.length
  }
  return {
    kind: 'chunks-received',
    streamId,
    times: pieces.map(({ at }) => at),
    sizes: pieces.map(piece => piece.bytes.length),
    bytes,
    consumer: pieces[0]?.consumer ?? 'devtools-body',
  }
}
