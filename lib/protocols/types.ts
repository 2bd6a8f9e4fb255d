import type { BlockKind, FormatId } from '../event-stream/types'
import type { HeaderList } from '../wire/records'
import type { MessageWriter } from './message-types'

export type ProtocolId =
  | 'openai-chat'
  | 'openai-responses'
  | 'anthropic-messages'
  | 'ai-sdk-ui'
  | 'ai-sdk-data'
  | 'gemini'
  | 'ollama'
  | 'mcp'
  | 'a2a'
  | 'json-rpc'
  | 'graphql'
  | 'trpc'
  | 'ag-ui'
  | 'dashscope'
  | 'dify'
  | 'coze'
  | 'langgraph'
  | 'kubernetes-watch'
  | 'json-patch'
  | 'merge-patch'
  | 'datastar'
  | 'turbo'
  | 'html'
  | 'rsc'
  | 'connect'
  | 'mercure'
  | 'text'
  | 'json'
  | 'rule'

/**
 * How much speaks for a protocol. `sure`: a header or a value that nothing else writes. `likely`: the shape of its
 * events. `possible`: nothing better fits. `none`: something speaks against it, or nothing for it.
 */
export type Confidence = 'sure' | 'likely' | 'possible' | 'none'

/** One dispatched event, or one message of another format. */
export interface ProtocolEvent {
  /** The index of its block in the stream. */
  readonly block: number
  readonly kind: BlockKind
  /** As `MessageEvent.type` would have it; of other formats what sets their messages apart. */
  readonly type: string
  readonly id: string | null
  readonly data: string
  /** The data as JSON; undefined where it is none. Parsed when first asked for. */
  readonly json: unknown
}

/** What is known of a stream before its message: nothing of it is the address, which proves nothing. */
export interface Opening {
  readonly format: FormatId | null
  readonly requestHeaders: HeaderList
  readonly responseHeaders: HeaderList
  /** The request's body; null where it is no text or was not captured. */
  readonly requestText: string | null
  /** The stream's first events, `LOOK_EVENTS` at most. */
  readonly events: readonly ProtocolEvent[]
}

/** Takes the events in order, each once, and writes what they add up to. */
export type Reassembly = (event: ProtocolEvent) => void

/** One wire protocol. Pure: the same events give the same message. */
export interface Protocol {
  readonly id: ProtocolId
  /** What it makes of an event depends on the others: while first events come, it begins anew with each. */
  readonly guesses?: true
  matches(opening: Opening): Confidence
  create(message: MessageWriter, opening: Opening): Reassembly
}
