import { type BaseEvent, EventType } from '@ag-ui/client'
import { EventEncoder } from '@ag-ui/encoder'
import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const REASONING = 'The clock must be asked first.'
const ARGUMENTS = '{"zone":"Asia/Tokyo"}'
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
  const messageId = 'm2'
  yield { type: EventType.RUN_STARTED, threadId, runId }
  yield* reasoning('r1')
  yield state({ op: 'replace', path: '/status', value: 'asking' })
  yield* toolCall('m1', 'call_clock')
  yield state(
    { op: 'replace', path: '/status', value: 'answering' },
    { op: 'add', path: '/answers/-', value: { zone: 'Asia/Tokyo', time: '21:30' } },
  )
  yield { type: EventType.TEXT_MESSAGE_START, messageId, role: 'assistant' }
  for (const delta of tokens(ANSWER)) yield { type: EventType.TEXT_MESSAGE_CONTENT, messageId, delta }
  yield { type: EventType.TEXT_MESSAGE_END, messageId }
  yield { type: EventType.RUN_FINISHED, threadId, runId }
}

/** The state itself comes with the request. */
const state = (...delta: readonly { op: string; path: string; value: unknown }[]): BaseEvent => ({
  type: EventType.STATE_DELTA,
  delta,
})

function* reasoning(messageId: string): Generator<BaseEvent> {
  yield { type: EventType.REASONING_START, messageId }
  yield { type: EventType.REASONING_MESSAGE_START, messageId, role: 'reasoning' }
  for (const delta of tokens(REASONING)) yield { type: EventType.REASONING_MESSAGE_CONTENT, messageId, delta }
  yield { type: EventType.REASONING_MESSAGE_END, messageId }
  yield { type: EventType.REASONING_END, messageId }
}

function* toolCall(parentMessageId: string, toolCallId: string): Generator<BaseEvent> {
  yield { type: EventType.TOOL_CALL_START, toolCallId, toolCallName: 'clock', parentMessageId }
  for (const delta of tokens(ARGUMENTS)) yield { type: EventType.TOOL_CALL_ARGS, toolCallId, delta }
  yield { type: EventType.TOOL_CALL_END, toolCallId }
  yield { type: EventType.TOOL_CALL_RESULT, messageId: 't1', toolCallId, content: '21:30', role: 'tool' }
}
