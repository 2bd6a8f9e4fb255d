import type { Content, Entry, Log, Response } from 'har-format'
import type { BlockKind, FormatId, Problem } from '../event-stream/types'
import type { Drop, FormatChooser, Hole, StreamKey, StreamState } from '../session/types'
import type { CloseReason, Consumer, HeaderList, StreamSource } from '../wire/records'
import type { ByteCount, ByteOffset, DocumentId, EpochMilliseconds } from '../wire/units'

/** Version of everything under the `_streamtap` keys. Goes up when an older reader would misread it. */
export const STREAMTAP_HAR_VERSION = 2

/**
 * HAR 1.2 with Chrome's `_eventSourceMessages` and Streamtap's own `_streamtap`. `Text` is what the text of a body is
 * in memory: while a log is written, something stands for it.
 */
export interface StreamtapHar<Text = string> {
  log: StreamtapLog<Text>
}

export interface StreamtapLog<Text = string> extends Omit<Log, 'entries'> {
  entries: StreamtapEntry<Text>[]
  _streamtap: {
    version: typeof STREAMTAP_HAR_VERSION
    /** Name and version of the writer. */
    generator: string
    /** Whether credentials were taken out; each entry names what went. */
    redacted: boolean
  }
}

export interface StreamtapEntry<Text = string> extends Omit<Entry, 'response'> {
  response: StreamtapResponse<Text>
  /** Chrome's key; absent rather than empty, because `[]` keeps Chrome from reading `content.text`. */
  _eventSourceMessages?: EventSourceMessage[]
  _streamtap: StreamDetail<Text>
}

export interface StreamtapResponse<Text = string> extends Omit<Response, 'content'> {
  content: StreamtapContent<Text>
}

export interface StreamtapContent<Text = string> extends Omit<Content, 'text'> {
  text?: Text
}

/** One dispatched event. Chrome skips a message that lacks one of the first four. */
export interface EventSourceMessage {
  /** Epoch seconds with the fraction kept: when the chunk arrived that completed the event. */
  time: number
  eventName: string
  /** The last event ID in force; '' where there is none. */
  eventId: string
  data: string
  /** Index of the chunk that completed the event. */
  _chunk: number
  /** Where the event's first line begins in the body. */
  _offset: ByteOffset
}

/** What HAR has no place for: with `content.text` enough to give back the very stream. */
export interface StreamDetail<Text = string> {
  version: typeof STREAMTAP_HAR_VERSION
  key: StreamKey
  number: number
  source: StreamSource
  /** `devtools` where no hook in a page saw it. */
  observer: 'page' | 'devtools'
  frame: FrameDetail
  /** Of an `EventSource`; absent elsewhere. */
  connection?: ConnectionDetail
  /** The request's URL where `request.url`, escaped for HAR and without fragment, is not the same. */
  url?: string
  format: FormatId | null
  formatChosenBy: FormatChooser | null
  state: StreamState
  openedAt: EpochMilliseconds
  respondedAt: EpochMilliseconds | null
  closedAt: EpochMilliseconds | null
  response: { url: string; type: string; redirected: boolean } | null
  /** The exchange as DevTools' network API lists it. Absent where it does not. */
  listed?: ListedDetail
  /** What stands in `response` though nobody saw it: it follows from the specification. Absent where nothing does. */
  inferred?: readonly InferredPart[]
  requestBody: RequestBodyDetail
  /** Some bytes were written again from events: `dispatch` and `devtools-events` in `chunks.consumers`. */
  reconstructed: boolean
  chunks: ChunkColumns
  /** What stands in the body and not in `_eventSourceMessages`. Absent where there is nothing. */
  blocks?: OtherBlock[]
  problems: { total: number; kept: readonly Problem[] }
  /** SyntaxErrors of the page right after its chunks, the first 20; that they come from these is inferred. Absent where there are none. */
  pageErrors?: readonly PageErrorDetail[]
  drops: readonly Drop[]
  holes: readonly Hole[]
  end: { reason: CloseReason; message: string } | null
  /** The held bytes; present only where `content.text` cannot hold them exactly. */
  body?: BodyPiece<Text>[]
  redacted: readonly RedactedName[]
}

export interface PageErrorDetail {
  at: EpochMilliseconds
  /** Index of the chunk that had come last; -1 where it is not known any more. */
  chunk: number
  message: string
}

/** All header fields that were sent and came, as far as DevTools knows. */
export interface ListedDetail {
  /** '' where it is not told. */
  httpVersion: string
  requestHeaders: HeaderList
  responseHeaders: HeaderList
}

export interface FrameDetail {
  document: DocumentId
  url: string
  openedAt: EpochMilliseconds
  isTopFrame: boolean
  /** Serialised; 'null' where it is opaque. */
  origin: string
  /** '' where the frame has none. */
  name: string
}

/** One connection of an `EventSource`, and its place among those that the browser made for it. */
export interface ConnectionDetail {
  /** When it fired `open`; null where that was not seen. */
  openedAt: EpochMilliseconds | null
  /** The last event ID in force when it connected; '' where nothing was sent. */
  lastEventId: string
  /** The connection it takes up again, which may be missing here; null for a first one. */
  follows: StreamKey | null
}

export type InferredPart = 'status' | 'content-type'

/** The request body as far as it was captured; its text is `postData.text`. */
export type RequestBodyDetail =
  | { kind: 'none' }
  /** Length of the whole text in UTF-16 code units, before redaction and before any cut. */
  | { kind: 'text'; length: number }
  | { kind: 'form-data'; names: readonly string[] }
  | { kind: 'not-captured'; type: string; size: ByteCount | null }

/** Chunk `i` came at `times[i]` with `sizes[i]` bytes. */
export interface ChunkColumns {
  times: EpochMilliseconds[]
  sizes: ByteCount[]
  /** Run lengths: which call of the page read how many chunks in a row. */
  consumers: [consumer: Consumer, count: number][]
  /** Bytes missing before a chunk (or after the last), of which no chunk is left. Absent where there are none. */
  gaps?: { chunk: number; bytes: ByteCount }[]
}

export interface OtherBlock {
  /** `event` only where its bytes were dropped. */
  kind: BlockKind
  start: ByteOffset
  end: ByteOffset
  /** Index of the chunk that completed it. */
  chunk: number
  type: string
  /** As it stands in the stream; absent where its bytes were dropped. */
  text?: string
}

export interface BodyPiece<Text = string> {
  start: ByteOffset
  base64: Text
}

/** Where a credential stood. */
export type RedactionPlace = 'header' | 'url' | 'request-body' | 'response-body'

/** What was taken out: its name, never its value. */
export interface RedactedName {
  where: RedactionPlace
  name: string
}
