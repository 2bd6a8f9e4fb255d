import type { Client } from '../client'
import type { ClientName } from '../demo-api'
import { aiSdk } from './ai-sdk'
import { anthropic } from './anthropic'
import { eventSource } from './event-source'
import { feedAborted, feedToTheEnd } from './fetch-event-source'
import { ndjson } from './ndjson'
import { openai } from './openai'
import { reader } from './reader'

/** In the order of their cards. */
export const clients: Readonly<Record<ClientName, Client>> = {
  openai,
  'ai-sdk': aiSdk,
  anthropic,
  reader,
  'fetch-event-source': feedToTheEnd,
  'fetch-event-source-abort': feedAborted,
  ndjson,
  'event-source': eventSource,
}
