import type { ByteCount, DocumentId, EpochMilliseconds, StreamId } from './units'

/** Which API of the page opened the stream. */
export type StreamSource = 'fetch' | 'event-source' | 'xhr'

/** Header names and values in the order the page could see them. */
export type HeaderList = readonly (readonly [name: string, value: string])[]

/** A request body as far as it could be seen without disturbing it. */
export type RequestBody =
  | { kind: 'none' }
  /** `length` is the body's full length in UTF-16 code units; `text` may be cut at the capture limit. */
  | { kind: 'text'; text: string; length: number }
  /** Values of form data stay with the page: files can be large and fields private. */
  | { kind: 'form-data'; names: readonly string[] }
  /** `type` is the class of the body, such as `Blob` or `ReadableStream`. */
  | { kind: 'not-captured'; type: string; size: ByteCount | null }

/** The page asked for something that is, or may become, a stream. */
export interface StreamOpened {
  kind: 'stream-opened'
  streamId: StreamId
  at: EpochMilliseconds
  source: StreamSource
  method: string
  url: string
  headers: HeaderList
  body: RequestBody
}

/** Status line and headers, as the page's `Response` shows them (CORS hides the rest). */
export interface ResponseReceived {
  kind: 'response-received'
  streamId: StreamId
  at: EpochMilliseconds
  url: string
  status: number
  statusText: string
  headers: HeaderList
  /** `Response.type` (Fetch 5.5): basic, cors, default, error, opaque, opaqueredirect. */
  responseType: string
  redirected: boolean
}

/** The call of the page that read the bytes. Whole-body calls give one chunk at the time they resolve. */
export type Consumer =
  | 'reader'
  | 'byob-reader'
  | 'async-iterator'
  | 'pipe'
  | 'text'
  | 'json'
  | 'array-buffer'
  | 'bytes'
  | 'blob'

/**
 * A run of consecutive chunks of one stream. Chunk `i` came at `times[i]` with `sizes[i]` bytes.
 * `bytes` holds them all, one after the other; it is empty where a limit dropped them, and the sizes stay.
 */
export interface ChunksReceived {
  kind: 'chunks-received'
  streamId: StreamId
  times: ArrayLike<EpochMilliseconds>
  sizes: ArrayLike<ByteCount>
  bytes: Uint8Array
  consumer: Consumer
  /** The first size goes on with the chunk that ended the stream's run before: large chunks travel in pieces. */
  continues?: true
}

/**
 * How a stream ended. `complete`: the body ended. `failed`: the network or the decoder failed it.
 * `aborted`: the page's `AbortSignal`. `cancelled`: the page's reader or body was cancelled.
 */
export type CloseReason = 'complete' | 'failed' | 'aborted' | 'cancelled'

export interface StreamClosed {
  kind: 'stream-closed'
  streamId: StreamId
  at: EpochMilliseconds
  reason: CloseReason
  /** `name: message` of the error, empty where there was none. */
  message: string
}

export type DropReason = 'document-limit' | 'session-limit' | 'unreadable' | 'recording-off'

/** Chunks of which not even times and sizes are left. They stand where the record stands. */
export interface RecordsDropped {
  kind: 'records-dropped'
  streamId: StreamId
  at: EpochMilliseconds
  reason: DropReason
  chunks: number
  bytes: ByteCount
}

/** A fault in Streamtap's own capture. The page did not notice; what it cost is that something may be missing. */
export interface CaptureFault {
  kind: 'capture-fault'
  streamId: StreamId | null
  at: EpochMilliseconds
  /** The hook that failed, such as `fetch` or `read`. */
  where: string
  message: string
}

export type CaptureRecord =
  | StreamOpened
  | ResponseReceived
  | ChunksReceived
  | StreamClosed
  | RecordsDropped
  | CaptureFault

/** The document a relay speaks for. */
export interface DocumentInfo {
  id: DocumentId
  url: string
  /** Epoch milliseconds of the document's time origin. */
  openedAt: EpochMilliseconds
  isTopFrame: boolean
}
