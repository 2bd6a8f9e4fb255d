import type { MessageView } from '../../../../lib/protocols/message-types'
import type { ProtocolId } from '../../../../lib/protocols/types'
import type { Given } from '../messages'

/** A stream as its documentation or its server's source writes it, and what it adds up to. */
export interface Example {
  protocol: ProtocolId
  what: string
  source: string
  chunks: readonly string[]
  given?: Given
  /** As `shownParts` gives them. */
  parts: readonly (readonly string[])[]
  /** More of the message. */
  more?: Partial<{ [Name in keyof MessageView]: unknown }>
}
