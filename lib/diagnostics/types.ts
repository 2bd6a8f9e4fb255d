import type { MessageView } from '../protocols/message-types'
import type { BlockRow, EventRun, Stream, StreamKey } from '../session/types'
import type { ByteOffset, EpochMilliseconds } from '../wire/units'
import type { ChunkCursor } from './chunk-cursor'
import type { BlockLines } from './lines'

/** `error`: something was lost or failed. `warning`: something will be. `info`: worth knowing; often no fault at all. */
export type Severity = 'error' | 'warning' | 'info'

export type FindingCode =
  | 'buffered-by-compression'
  | 'buffered-by-nginx'
  | 'buffered'
  | 'events-split'
  | 'character-split'
  | 'chunk-parsed-alone'
  | 'done-parsed'
  | 'line-parsed'
  | 'empty-data-parsed'
  | 'text-parsed'
  | 'space-eaten'
  | 'newline-in-data'
  | 'newline-escaped'
  | 'id-repeated'
  | 'id-order'
  | 'id-gap'
  | 'last-event-id-ignored'
  | 'last-event-repeated'
  | 'no-ids'
  | 'sequence-broken'
  | 'cut-when-idle'
  | 'cut-without-events'
  | 'silent'
  | 'no-events'
  | 'comments-only'
  | 'reconnect-loop'
  | 'retry-small'
  | 'request-repeated'
  | 'not-a-stream'
  | 'refused'
  | 'event-source-refused'
  | 'wrong-content-type'
  | 'cacheable'
  | 'error-in-stream'
  | 'body-without-fields'
  | 'last-event-lost'
  | 'last-event-cut'
  | 'cut-by-network'
  | 'stopped-by-page'
  | 'truncated'
  | 'end-marker-missing'
  | 'finish-length'
  | 'message-differs'
  | 'arguments-invalid'
  | 'answer-empty'
  | 'many-connections'
  | 'same-address'
  | 'byte-order-mark-inside'
  | 'invalid-reconnection-time'
  | 'null-in-id'
  | 'unknown-field'
  | 'invalid-utf-8'
  | 'invalid-json'
  | 'done-variant'
  | 'carriage-returns'
  | BudgetCode

/** What a budget of the user was overrun by. */
export type BudgetCode =
  | 'budget-first-event'
  | 'budget-gap'
  | 'budget-duration'
  | 'budget-events'
  | 'budget-type'

/** Where to look. Indexes and offsets are those of the stream at its present reading. */
export type Evidence =
  | { kind: 'event'; index: number }
  | { kind: 'chunk'; index: number }
  | { kind: 'bytes'; start: ByteOffset; end: ByteOffset }
  | { kind: 'request-header'; name: string }
  | { kind: 'response-header'; name: string }
  | { kind: 'request' }
  | { kind: 'end' }
  | { kind: 'stream'; key: StreamKey }

/** Numbers whose name ends in `Time` are milliseconds. Texts are the page's and are cut. */
export type FindingArguments = Readonly<Record<string, string | number>>

/** One thing that was found; never prose. */
export interface Finding {
  readonly code: FindingCode
  readonly severity: Severity
  readonly args: FindingArguments
  /** The first few places; where there are more, an argument counts them. */
  readonly evidence: readonly Evidence[]
}

/** What every rule wants to know of a block, found out once. The object is the same for every block. */
export interface BlockFacts extends BlockRow {
  index: number
  firstChunk: number
  lastChunk: number
  /** What its lines are; null where it is no block of an event stream or its bytes are not held. After many blocks only its head. */
  lines: BlockLines | null
}

/** Events of an event stream that follow each other, with their bytes. */
export interface Stretch extends EventRun {
  /** The first event's index. */
  readonly index: number
  readonly bytes: Uint8Array
  /** The offset in the body of the first of `bytes`. */
  readonly base: ByteOffset
  readonly chunks: ChunkCursor
  typeOf(index: number): string
}

/** One rule at work on one reading of one stream. */
export interface Watch {
  /** Every block once, in order, until `false` says that the rule has seen enough. */
  block?(facts: BlockFacts): unknown
  /** The same of many ordinary events at once, for rules that look at all events of long streams. */
  stretch?(stretch: Stretch): unknown
  /** What is found so far; must not cost more as the stream grows. `now` moves on while the stream runs. */
  findings(now: EpochMilliseconds): readonly Finding[]
}

/** The other streams of the session, as far as rules ask for them. */
export interface Surroundings {
  /** The connections of which the stream is one, first to last. */
  chain(stream: Stream): readonly Stream[]
  /** Streams of the same document with the same method and address that were opened before it, newest first. */
  before(stream: Stream): Iterable<Stream>
  /** Streams to the stream's origin, of all documents, that hold a connection or may. */
  open(stream: Stream): readonly Stream[]
  /** What the stream's origin speaks, in lower case, by what DevTools lists; '' where it lists nothing. */
  httpVersion(stream: Stream): string
  /** What a stream that is over adds up to; null where nothing certain is known of it. */
  message(stream: Stream): MessageView | null
}

/** `watch` gives null where the stream can never be one of the rule's. */
export interface Rule {
  readonly codes: readonly FindingCode[]
  watch(stream: Stream, surroundings: Surroundings): Watch | null
}
