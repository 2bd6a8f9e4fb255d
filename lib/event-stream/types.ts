import type { ByteCount, ByteOffset } from '../wire/units'

/**
 * What a stretch of the body turned out to be.
 * - `event`: dispatched to the page's listeners (for line formats: one value).
 * - `no-data`: fields, but no `data`, so nothing is dispatched (WHATWG HTML 9.2.6, dispatch step 2).
 * - `comment`: comments only (heartbeats).
 * - `unterminated`: the body ended inside it; kept and marked, never dispatched.
 * - `partial`: bytes before or inside it were dropped, so it cannot be read with certainty; never dispatched.
 */
export type BlockKind = 'event' | 'no-data' | 'comment' | 'unterminated' | 'partial'

/** A block's place in the body and what the index needs; everything else is read from the bytes on demand. */
export interface Block {
  kind: BlockKind
  /** First byte of the block's first line. */
  start: ByteOffset
  /**
   * One past the byte that completed it: the CR or LF of its empty line, its last byte where its length is known,
   * or the delimiter behind it. Never depends on the chunking.
   */
  end: ByteOffset
  /**
   * The event type buffer's value; '' where no `event` field stood in the block. Cut at 256 bytes.
   * Of other formats what sets its messages apart: a part's content type, a row's tag, a frame's kind.
   */
  type: string
  /** Whether the block changed the last event ID. Of formats whose messages have IDs of their own: true. */
  setsId: boolean
}

export type ProblemCode =
  | 'byte-order-mark' // at the start: legal and stripped
  | 'byte-order-mark-inside' // makes the field name unknown
  | 'unknown-field'
  | 'invalid-reconnection-time'
  | 'null-in-id'
  | 'data-less-block'
  | 'unterminated-block'
  | 'invalid-utf-8'
  | 'invalid-json' // of a line, record, element, message or part
  | 'missing-record-separator' // JSON text sequences: text that no U+001E begins
  | 'truncated-record' // JSON text sequences: the next record begins inside it
  | 'not-an-array' // JSON array: the body begins with something else
  | 'unclosed-array' // JSON array: the body ended between elements
  | 'unknown-part' // AI data stream: a line without one of the known codes
  | 'unknown-flag' // envelopes: a flag that no specification knows; its value is hexadecimal
  | 'invalid-base64' // gRPC-web text
  | 'bytes-after-end' // something follows the message, frame or bracket that ends the stream
  | 'missing-boundary' // multipart: the content type names none, so the first line beginning with `--` does
  | 'bare-line-feed' // multipart: a delimiter line without CR, which strict readers do not see
  | 'unclosed-multipart' // multipart: the body ended behind a delimiter that was not the closing one
  | 'invalid-row' // RSC: a row without ID or length

/** Something odd in the bytes. A value, never an exception. */
export interface Problem {
  code: ProblemCode
  offset: ByteOffset
  length: ByteCount
  /** The offending text, cut at 64 characters. */
  value: string
}

export interface Field {
  /** Name as it stands in the stream; '' for a comment. */
  name: string
  /** Value with the one leading space removed. */
  value: string
  /** The whole line's span without its line end. */
  start: ByteOffset
  end: ByteOffset
}

/** A block read in full, made on demand from its bytes. */
export interface BlockDetail {
  type: string
  data: string
  /** The id field's value if the block has a valid one. */
  id: string | null
  /** The reconnection time in milliseconds if the block has a valid one. */
  retry: number | null
  comments: readonly string[]
  /** The block's fields; of other formats than event streams its headers, trailers, flags and lengths. */
  fields: readonly Field[]
  /** How `data` stands for bytes that are no text; absent where it is the text itself. */
  encoding?: 'hexadecimal'
}

export interface ParserHandlers {
  /**
   * `dataAt` and `idAt` are how far behind the block's start the values of its first `data` line and its last `id`
   * line begin, 0 where there is none. They are known of an event that was at hand to its end, and not told otherwise.
   */
  onBlock: (block: Block, dataAt?: ByteCount, idAt?: ByteCount) => void
  onProblem: (problem: Problem) => void
}

/** An incremental parser over bytes. Deterministic: no clock, no DOM. */
export interface Parser {
  feed(bytes: Uint8Array): void
  /** `length` bytes are missing here: the block they fall into, and what follows up to its end, become `partial`. */
  skip(length: ByteCount): void
  /** What follows the missing bytes begins a block: they alone are `partial`. Without effect where none are missing. */
  resume?(): void
  /** A chunk ended here. Only formats without borders of their own (plain text) go by it. */
  cut?(): void
  /** The body ended. Feeding afterwards throws. */
  end(): void
}

export type FormatId =
  | 'event-stream'
  | 'json-lines'
  | 'json-seq'
  | 'connect'
  | 'grpc-web'
  | 'multipart'
  | 'ai-data-stream'
  | 'rsc'
  | 'json-array'
  | 'turbo-stream'
  | 'plain-text'

export interface Format {
  id: FormatId
  /** Whether this format speaks the content type (essence and parameters as received). */
  matches(contentType: string): boolean
  /** Whether the first bytes of a body, up to `LOOK_AHEAD` of them, look like this format, whatever its type says. */
  looksLike(head: Uint8Array): boolean
  /** `contentType` is the value as received, for formats that need a parameter of it. */
  createParser(handlers: ParserHandlers, contentType?: string): Parser
  /**
   * Reads one block's bytes (`body.slice(block.start, block.end)`) in full; `start` is the block's offset. Of a large
   * block its beginning alone can be read.
   */
  readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail
}
