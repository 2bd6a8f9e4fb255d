import { type BaseEvent, EventType } from '@ag-ui/client'
import { EventEncoder } from '@ag-ui/encoder'
import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const ANSWER = 'An agent speaks in events, 一个字一个字。'

/** `POST /ag-ui`: one run of an agent in the events of AG-UI, written by its own encoder. */
export const agUiRun =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const accept = exchange.sent.headers.accept
    const encoder = new EventEncoder(accept === undefined ? {} : { accept })
    const { threadId = 't', runId = 'r' } = JSON.parse(exchange.body)
    exchange.open(200, { 'content-type': encoder.getContentType(), 'cache-control': 'no-cache' })
    const pieces = [...events(threadId, runId)].map(event => encoder.encodeSSE(event))
    await sendPaced(exchange, pieces, pace(exchange.url))
  }

function* events(threadId: string, runId: string): Generator<BaseEvent> {
  const messageId = 'm1'
  yield { type: EventType.RUN_STARTED, threadId, runId }
  yield { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' }
  for (const delta of tokens(ANSWER)) yield { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }
  yield { type: EventType.TEXT_MESSAGE_END, messageId }
  yield { type: EventType.RUN_FINISHED, threadId, runId }
}
