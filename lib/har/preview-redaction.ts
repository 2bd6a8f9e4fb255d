import type { Stream } from '../session/types'
import { heldStretches } from './body'
import { redactedParts } from './redact'
import type { Steps } from './steps'
import type { RedactedName } from './types'

/** A credential that a redacted export leaves out of the stream with this row number. */
export interface Redaction extends RedactedName {
  stream: number
}

/** What a redacted export would leave out: each name once per place and stream. Values are never given. */
export function* previewRedaction(streams: readonly Stream[]): Steps<Redaction[]> {
  const found: Redaction[] = []
  for (const stream of streams) {
    const { redacted } = yield* redactedParts(stream, yield* heldStretches(stream.bytes))
    for (const { where, name } of redacted) found.push({ where, name, stream: stream.number })
  }
  return found
}
