import type { ByteCount, DocumentId, EpochMilliseconds, StreamId } from './units'

/** Which API opened the stream; `unknown` where only DevTools saw it and does not say. */
export type StreamSource = 'fetch' | 'event-source' | 'xhr' | 'unknown'

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
  /** Where no hook in a page saw it: DevTools' own network API did (workers). */
  observer?: 'devtools'
  /** The connection that this one takes up again: an `EventSource` reconnects by itself. */
  follows?: StreamId
  /** The last event ID in force when an `EventSource` connected; the browser sends it where it is not ''. */
  lastEventId?: string
}

/** An `EventSource` fired `open`: it has its answer, of which the page sees neither status nor headers. */
export interface ConnectionOpened {
  kind: 'connection-opened'
  streamId: StreamId
  at: EpochMilliseconds
}

/** Status line and headers, as the page's `Response` or `XMLHttpRequest` shows them (CORS hides the rest). */
export interface ResponseReceived {
  kind: 'response-received'
  streamId: StreamId
  at: EpochMilliseconds
  url: string
  status: number
  statusText: string
  headers: HeaderList
  /** `Response.type` (Fetch 5.5): basic, cors, default, error, opaque, opaqueredirect; '' where there is no `Response`. */
  responseType: string
  redirected: boolean
}

/**
 * The way on which the bytes were seen.
 * - A call of the page that read them. Whole-body calls give one chunk at the time they resolve.
 * - `dispatch`: an event that an `EventSource` dispatched to a listener of the page, written as an event stream again:
 *   one chunk an event, at the time of its dispatch. The bytes themselves are not observable.
 * - `xhr-text`: text that a progress event of an `XMLHttpRequest` made available, as UTF-8 again. `xhr-result`: the
 *   bytes of its whole result.
 * - `devtools-events`: an event as DevTools' network API lists it, written as an event stream again.
 *   `devtools-body`: bytes of the body as that API gives it. They came at its time or before: it is when they were seen,
 *   or the time of what came behind them.
 * - `devtools-timed-body`: such bytes up to the end of an event that the API lists, at the time it gives for the event;
 *   `dispatch-body`: up to the end of an event that the page saw, at the time of its dispatch. What lies before the
 *   event in the same chunk came no later than the event.
 */
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
  | 'dispatch'
  | 'xhr-text'
  | 'xhr-result'
  | 'devtools-events'
  | 'devtools-body'
  | 'devtools-timed-body'
  | 'dispatch-body'

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
 * `aborted`: the page's `AbortSignal` or `XMLHttpRequest.abort()`. `cancelled`: the page's reader or body was cancelled.
 * `timed-out`: `XMLHttpRequest.timeout`. Of an `EventSource`: `closed` by `close()`; `lost`: the connection ended or
 * broke, which the browser does not tell apart, and it reconnects; `refused`: it failed for good (status, content type,
 * CORS or network; which one is not observable).
 */
export type CloseReason =
  | 'complete'
  | 'failed'
  | 'aborted'
  | 'cancelled'
  | 'timed-out'
  | 'closed'
  | 'lost'
  | 'refused'

export interface StreamClosed {
  kind: 'stream-closed'
  streamId: StreamId
  at: EpochMilliseconds
  reason: CloseReason
  /** `name: message` of the error, empty where there was none. */
  message: string
}

export type DropReason = 'stream-limit' | 'document-limit' | 'session-limit' | 'unreadable' | 'recording-off'

/** Chunks of which not even times and sizes are left. They stand where the record stands. */
export interface RecordsDropped {
  kind: 'records-dropped'
  streamId: StreamId
  at: EpochMilliseconds
  reason: DropReason
  chunks: number
  bytes: ByteCount
}

/**
 * DevTools' network API knows better: of what was seen of the stream only the first `chunks` chunks stand, with what
 * was lost before the next, and the chunks that follow take the place of the others.
 */
export interface StreamRestated {
  kind: 'stream-restated'
  streamId: StreamId
  at: EpochMilliseconds
  chunks: number
}

/** What DevTools' network API lists of the request and its answer, which the page sees in part. */
export interface ExchangeListed {
  kind: 'exchange-listed'
  streamId: StreamId
  at: EpochMilliseconds
  /** Such as `h2`; '' where it is not told. */
  httpVersion: string
  requestHeaders: HeaderList
  responseHeaders: HeaderList
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

/**
 * A SyntaxError that nothing in the page caught, right after a chunk of this stream reached it: most likely from parsing
 * that chunk, which nobody can see for sure. `chunkAt` is the time of the chunk, the last that any stream of the
 * document gave the page. It may come after the stream's end.
 */
export interface PageErrorRaised {
  kind: 'page-error'
  streamId: StreamId
  at: EpochMilliseconds
  chunkAt: EpochMilliseconds
  /** The error's own message, cut. It may quote what was parsed. */
  message: string
}

export type CaptureRecord =
  | StreamOpened
  | ConnectionOpened
  | ResponseReceived
  | ChunksReceived
  | StreamClosed
  | RecordsDropped
  | StreamRestated
  | ExchangeListed
  | PageErrorRaised
  | CaptureFault

/** The document a relay speaks for. */
export interface DocumentInfo {
  id: DocumentId
  url: string
  /** Epoch milliseconds of the document's time origin. */
  openedAt: EpochMilliseconds
  isTopFrame: boolean
  /** Serialised origin (HTML 7.1.1); 'null' where it is opaque, as in sandboxed frames and `data:` URLs. */
  origin: string
  /** The name of the frame's window; '' where it has none. */
  frameName: string
}
