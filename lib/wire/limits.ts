/** What one relay keeps for a document until DevTools asks, in bytes, where the settings do not say. */
export const DOCUMENT_LOG_BYTES = 8_000_000
/** The longest request body text kept, in UTF-16 code units. */
export const REQUEST_TEXT_LENGTH = 256 * 1024
/** The longest single string that a record may carry beside request text: URLs, header values, messages. */
export const STRING_LENGTH = 64 * 1024
/** The longest message kept of an error of the page, in UTF-16 code units. */
export const PAGE_ERROR_LENGTH = 256
/** The most header lines or form field names kept of one message. */
export const LIST_LENGTH = 1_000
/**
 * What a relay keeps while a recorder is attached, so that a burst faster than the port is not lost, in
 * bytes, where the settings do not say.
 */
export const ATTACHED_LOG_BYTES = 128_000_000
/** The most bytes of a run of chunks; a larger chunk travels in pieces. */
export const RUN_BYTES = 64 * 1024
/** A run of chunks is handed on when it holds this many chunks. */
export const RUN_CHUNKS = 1_024
/** The most records one message may carry. */
export const BATCH_RECORDS = 4_096
