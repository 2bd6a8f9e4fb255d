import { createSession } from '../../../lib/session/session'
import type { Session, SessionLimits, Stream } from '../../../lib/session/types'
import type {
  CaptureRecord,
  ChunksReceived,
  CloseReason,
  DocumentInfo,
  RecordsDropped,
  ResponseReceived,
  StreamOpened,
} from '../../../lib/wire/records'
import { bytesOf, type Piece } from '../event-stream/parsing'

export const documentInfo = (id = 'doc'): DocumentInfo => ({
  id,
  url: 'https://example.test/',
  openedAt: 1000,
  isTopFrame: true,
  origin: 'https://app.example',
  frameName: '',
})

export const opened = (streamId = 1): StreamOpened => ({
  kind: 'stream-opened',
  streamId,
  at: 1000,
  source: 'fetch',
  method: 'GET',
  url: 'https://example.test/stream',
  headers: [],
  body: { kind: 'none' },
})

export const responded = (
  streamId = 1,
  contentType: string | null = 'text/event-stream',
): ResponseReceived => ({
  kind: 'response-received',
  streamId,
  at: 1100,
  url: 'https://example.test/stream',
  status: 200,
  statusText: 'OK',
  headers: contentType === null ? [] : [['Content-Type', contentType]],
  responseType: 'basic',
  redirected: false,
})

/** One run; chunk `i` comes at `time + i`. */
export function chunks(pieces: readonly Piece[], { streamId = 1, time = 2000 } = {}): ChunksReceived {
  const parts = pieces.map(piece => bytesOf(piece))
  return {
    kind: 'chunks-received',
    streamId,
    times: parts.map((_part, index) => time + index),
    sizes: parts.map(({ length }) => length),
    bytes: bytesOf(...parts),
    consumer: 'reader',
  }
}

/** A run whose bytes a limit took. */
export const emptied = (sizes: readonly number[], { streamId = 1, time = 3000 } = {}): ChunksReceived => ({
  kind: 'chunks-received',
  streamId,
  times: sizes.map((_size, index) => time + index),
  sizes,
  bytes: new Uint8Array(0),
  consumer: 'reader',
})

export const dropped = (count: number, bytes: number, streamId = 1): RecordsDropped => ({
  kind: 'records-dropped',
  streamId,
  at: 4000,
  reason: 'recording-off',
  chunks: count,
  bytes,
})

export const closed = (reason: CloseReason = 'complete', streamId = 1): CaptureRecord => ({
  kind: 'stream-closed',
  streamId,
  at: 5000,
  reason,
  message: '',
})

export interface Recording {
  session: Session
  append(...records: readonly CaptureRecord[]): void
  /** The stream of that id; throws where there is none. */
  stream(streamId?: number): Stream
}

/** A session with one document, fed with the records. */
export function record(records: readonly CaptureRecord[], options?: Partial<SessionLimits>): Recording {
  const session = createSession(options)
  session.openDocument(documentInfo())
  const append = (...more: readonly CaptureRecord[]) => {
    for (const entry of more) session.append('doc', entry)
  }
  append(...records)
  return {
    session,
    append,
    stream(streamId = 1) {
      const found = session.stream(`doc/${streamId}`)
      if (found === undefined) throw new Error(`There is no stream ${streamId}.`)
      return found
    },
  }
}

/** An open event stream that received the pieces as chunks of one run. */
export const recordChunks = (...pieces: readonly Piece[]): Recording =>
  record([opened(), responded(), chunks(pieces)])

/** Kind and data of every block; null where the bytes are gone. */
export const blocksOf = ({ blocks }: Stream): [string, string | null][] =>
  Array.from({ length: blocks.length }, (_, index) => [blocks.kind(index), blocks.read(index)?.data ?? null])

export const textOf = (bytes: Uint8Array | null): string | null =>
  bytes === null ? null : new TextDecoder().decode(bytes)
