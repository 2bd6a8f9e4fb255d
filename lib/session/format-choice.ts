import { essenceOf } from '../event-stream/content-type'
import { eventStream } from '../event-stream/event-stream'
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

/** Bytes that a look at the body's beginning takes in. */
export const LOOK_LENGTH: ByteCount = 512

/** Types that servers send for anything: what they name is less sure than what the body looks like. */
const UNTELLING: ReadonlySet<string> = new Set([
  '',
  'text/plain',
  'application/json',
  'application/octet-stream',
])

/** Chooses by API, then by type, then by the body's beginning. `contentType` is null before there is an answer. */
export function chooseFormat(source: StreamSource, contentType: string | null, head: Uint8Array): Decision {
  // [spec] HTML 9.2.2: an `EventSource` fails the connection unless the type is `text/event-stream`.
  if (source === 'event-source') return { format: eventStream, by: 'api' }
  if (contentType === null) return UNDECIDED
  const byType = formatFor(contentType)
  if (byType !== null && !UNTELLING.has(essenceOf(contentType))) return { format: byType, by: 'type' }
  const byLook = head.length === 0 ? null : formatLike(head, contentType)
  if (byLook !== null) return { format: byLook, by: 'look' }
  return byType === null ? UNDECIDED : { format: byType, by: 'type' }
}

/** Whether more of the body can change the decision. */
export function isProvisional({ by }: Decision, looked: ByteCount): boolean {
  return by !== 'api' && looked < LOOK_LENGTH
}
