import type { Stream } from '../session/types'
import { redactedParts } from './redact'
import type { RedactedName } from './types'

/** A credential that a redacted export leaves out of the stream with this row number. */
export interface Redaction extends RedactedName {
  stream: number
}

/** What a redacted export would leave out: each name once per place and stream. Values are never given. */
export const previewRedaction = (streams: readonly Stream[]): Redaction[] =>
  streams.flatMap(stream =>
    redactedParts(stream).redacted.map(({ where, name }) => ({ where, name, stream: stream.number })),
  )
