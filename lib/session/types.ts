import type { BlockDetail, BlockKind, FormatId, Problem } from '../event-stream/types'
import type {
  CaptureFault,
  CaptureRecord,
  CloseReason,
  ConnectionOpened,
  Consumer,
  DocumentInfo,
  DropReason,
  ExchangeListed,
  PageErrorRaised,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../wire/records'
import type { ByteCount, ByteOffset, DocumentId, EpochMilliseconds } from '../wire/units'
import type { BoundedLog } from './bounded-log'

/** Names a stream in the whole session: `${documentId}/${streamId}`. */
export type StreamKey = string

/** `pending`: asked for, not answered. `open`: answered, still running. Otherwise how it ended. */
export type StreamState = 'pending' | 'open' | CloseReason | 'left'

/**
 * What settled the format. `api`: an `EventSource` takes nothing but an event stream. `type`: the content type.
 * `look`: the body's first bytes. `user`: `parseAs`.
 */
export type FormatChooser = 'api' | 'type' | 'look' | 'user'

/** What a user may ask for: a format, bytes only, or what the session chooses by itself. */
export type FormatChoice = FormatId | 'none' | 'auto'

/** A format, null for bytes only, and what settled it; null where nothing did. */
export interface FormatDecision {
  readonly format: FormatId | null
  readonly by: FormatChooser | null
}

/** How many body bytes are held. Beyond it the oldest chunks' bytes go; their times and sizes stay. */
export interface SessionLimits {
  /** Of each stream. */
  streamBytes: ByteCount
  /** Of all streams together. */
  sessionBytes: ByteCount
}

/** Chunks in the order the page read them. Columns of numbers; nothing is copied out but what is asked for. */
export interface ChunkTable {
  readonly length: number
  time(index: number): EpochMilliseconds
  offset(index: number): ByteOffset
  size(index: number): ByteCount
  consumer(index: number): Consumer
  /** Every consumer there is, in the order in which they first came. */
  readonly consumers: readonly Consumer[]
  /** The chunk that holds the byte; -1 where there is none. */
  indexAt(offset: ByteOffset): number
}

/** The body's bytes, stored once. Dropped stretches are holes. */
export interface ByteStore {
  readonly length: ByteCount
  /** Bytes still held; `length` less the holes. */
  readonly held: ByteCount
  /** A copy or view of [start, end), clipped to the body; null where any of it was dropped. */
  slice(start: ByteOffset, end: ByteOffset): Uint8Array | null
  /** A view of the byte at `start` and of what lies behind it in the same memory; null where it is not held. Good until the next push. */
  together(start: ByteOffset): Uint8Array | null
  /** Dropped stretches in order. */
  holes(): readonly Hole[]
}

export interface Hole {
  start: ByteOffset
  end: ByteOffset
  reason: DropReason
}

/** Events, comments and odd blocks in order. */
/** A block's row, as `BlockTable.get` fills it in. */
export interface BlockRow {
  kind: BlockKind
  start: ByteOffset
  end: ByteOffset
  type: string
}

/** Columns of events that follow each other, of which it is known where their values begin. Good until the next push. */
export interface EventRun {
  readonly length: number
  readonly starts: Float64Array
  readonly ends: Float64Array
  /** Where their data and IDs begin, packed: `dataAtOf`, `idAtOf`. */
  readonly places: Uint32Array
  /** Alike for events of one type. */
  readonly types: Uint32Array
}

export interface BlockTable {
  readonly length: number
  /** The run that begins at `index`, of at most `most` events that end by `end`; empty where there is none. */
  run(index: number, most: number, end: ByteOffset): EventRun
  /** Kind, place and type at once, for those who go through all blocks; false where there is no such block. */
  get(index: number, row: BlockRow): boolean
  kind(index: number): BlockKind
  start(index: number): ByteOffset
  end(index: number): ByteOffset
  /** The event type as `MessageEvent.type` would have it: `message` where none was given. */
  type(index: number): string
  /** Index of the chunk in which the block began. */
  firstChunk(index: number): number
  /** Index of the chunk that completed the block: the event's time is this chunk's time. */
  lastChunk(index: number): number
  time(index: number): EpochMilliseconds
  /** The last event ID in force after the block, as `MessageEvent.lastEventId` would have it; null if its bytes were dropped. */
  lastEventId(index: number): string | null
  /** The block in full, or what its first `limit` bytes tell; null if these bytes were dropped. */
  read(index: number, limit?: ByteCount): BlockDetail | null
}

export interface Stream {
  readonly key: StreamKey
  /** Row number in the session, from 1. Never reused. */
  readonly number: number
  readonly document: DocumentInfo
  readonly opened: StreamOpened
  /** The connection that this one takes up again, which may be cleared; null for a first one. */
  readonly follows: StreamKey | null
  /** An `EventSource` fired `open`: answered, though nobody saw the answer's head. */
  readonly connected: ConnectionOpened | null
  readonly response: ResponseReceived | null
  readonly closed: StreamClosed | null
  /** What DevTools lists of the exchange; null where it lists none, or not yet. */
  readonly listed: ExchangeListed | null
  /** When its document was gone; null while that is there. */
  readonly leftAt: EpochMilliseconds | null
  readonly state: StreamState
  /** Null where the body is in no known format, or is not to be parsed: bytes only. */
  readonly format: FormatId | null
  /** Null where nothing settled a format. */
  readonly formatChosenBy: FormatChooser | null
  /** What the session would choose, and does unless the user asked for something else. */
  readonly automaticFormat: FormatDecision
  readonly chunks: ChunkTable
  readonly bytes: ByteStore
  readonly blocks: BlockTable
  /** Goes up when the body was read anew, in another format or restated: block indexes before mean nothing after. */
  readonly readings: number
  /** Blocks of kind `event`. */
  readonly eventCount: number
  /** The first 1,000. */
  readonly problems: BoundedLog<Problem>
  /** Errors of the page that came right after its chunks; the first 20. */
  readonly pageErrors: BoundedLog<PageErrorRaised>
  /** Bytes and chunks dropped, with reasons, in the order they were lost. */
  readonly drops: readonly Drop[]
  /** Goes up with every change of this stream. */
  readonly revision: number
}

export interface Drop {
  reason: DropReason
  chunks: number
  bytes: ByteCount
}

/** How many body bytes are held. Beyond it the oldest chunks' bytes go; their times and sizes stay. */
export interface SessionLimits {
  /** Of each stream. */
  streamBytes: ByteCount
  /** Of all streams together. */
  sessionBytes: ByteCount
}

export interface Session {
  readonly streams: readonly Stream[]
  readonly documents: readonly DocumentInfo[]
  readonly faults: readonly CaptureFault[]
  readonly revision: number
  readonly limits: SessionLimits
  stream(key: StreamKey): Stream | undefined
  /** The connections of which the stream is one, first to last, itself included; those that were cleared are not. */
  chain(key: StreamKey): readonly Stream[]
  openDocument(document: DocumentInfo): void
  append(documentId: DocumentId, record: CaptureRecord): void
  /** The document went away (navigation, frame removed): its open streams end as `left`. */
  leaveDocument(documentId: DocumentId, at: EpochMilliseconds): void
  /** Reads the bytes held of a stream anew, and those to come, as this format. */
  parseAs(key: StreamKey, choice: FormatChoice): void
  /** Takes effect at once; what is not named stays. */
  setLimits(limits: Partial<SessionLimits>): void
  /**
   * Forgets the streams of all documents. Where it is said which documents are past, it forgets those documents
   * themselves: one that comes back is as good as new.
   */
  clear(isPast?: (document: DocumentInfo) => boolean): void
  /** Called after every change; returns its undo. */
  subscribe(listener: () => void): () => void
}
