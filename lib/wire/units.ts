/** Milliseconds since the Unix epoch with the fraction kept: `performance.timeOrigin + performance.now()`. */
export type EpochMilliseconds = number
/** A span of time in milliseconds. */
export type Milliseconds = number
/** A number of bytes. */
export type ByteCount = number
/** A position in a stream's body, counted from its first byte as the page read it (after content decoding). */
export type ByteOffset = number
/** Names a stream within its document; counts up from 1. */
export type StreamId = number
/** Names a document: one per global object whose streams are captured. Made by its relay, never by the page. */
export type DocumentId = string
/** A record's place in its document's log; counts up from 0 without gaps. */
export type SequenceNumber = number
