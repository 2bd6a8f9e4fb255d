import { eventStream } from '../event-stream/event-stream'
import { LOOK_AHEAD } from '../event-stream/look'
import type { Format } from '../event-stream/types'
import { formatFor, formatLike } from '../formats/list'
import type { StreamSource } from '../wire/records'
import type { ByteCount } from '../wire/units'
import type { FormatChooser } from './types'

/** A format, null for bytes only, and what settled it; null where nothing did. */
export interface Decision {
  readonly format: Format | null
  readonly by: FormatChooser | null
}

export const UNDECIDED: Decision = { format: null, by: null }

/** Chooses by API, then by type, then by the body's beginning. `contentType` is null before there is an answer. */
export function chooseFormat(source: StreamSource, contentType: string | null, head: Uint8Array): Decision {
  // [spec] HTML 9.2.2: an `EventSource` fails the connection unless the type is `text/event-stream`.
  if (source === 'event-source') return { format: eventStream, by: 'api' }
  if (contentType === null) return UNDECIDED
  const byType = formatFor(contentType)
  if (byType !== null) return { format: byType, by: 'type' }
  const byLook = head.length === 0 ? null : formatLike(head, contentType)
  return byLook === null ? UNDECIDED : { format: byLook, by: 'look' }
}

/** Whether more of the body can change the decision. */
export function isProvisional({ by }: Decision, looked: ByteCount): boolean {
  return by !== 'api' && looked < LOOK_AHEAD
}
