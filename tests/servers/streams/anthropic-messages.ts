import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const THINKING = 'A short haiku first, then the tool that saves it.'
const TEXT = 'Chunks cross the night wire, 字字如雨点落下 🌧️, a page drinks them whole.'
const INPUT = '{"title":"Stream","lines":3}'

/** `POST /v1/messages` as Anthropic streams it: named events, content blocks by index, a ping in between. */
export const anthropicMessages =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
    await sendPaced(exchange, message(), pace(exchange.url))
  }

const event = (type: string, rest: object = {}): string =>
  `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`

function* message(): Generator<string> {
  yield event('message_start', { message: emptyMessage })
  yield* block(0, { type: 'thinking', thinking: '', signature: '' }, thinkingDeltas())
  yield event('ping')
  yield* block(1, { type: 'text', text: '' }, textDeltas())
  yield* block(2, { type: 'tool_use', id: 'toolu_demo', name: 'save_poem', input: {} }, inputDeltas())
  yield event('message_delta', {
    delta: { stop_reason: 'tool_use', stop_sequence: null },
    usage: { output_tokens: 64 },
  })
  yield event('message_stop')
}

function* block(index: number, start: object, deltas: Iterable<object>): Generator<string> {
  yield event('content_block_start', { index, content_block: start })
  for (const delta of deltas) yield event('content_block_delta', { index, delta })
  yield event('content_block_stop', { index })
}

function* thinkingDeltas(): Generator<object> {
  for (const thinking of tokens(THINKING)) yield { type: 'thinking_delta', thinking }
  yield { type: 'signature_delta', signature: 'c2lnbmVkIGJ5IHRoZSBkZW1v' }
}

function* textDeltas(): Generator<object> {
  for (const text of tokens(TEXT)) yield { type: 'text_delta', text }
}

function* inputDeltas(): Generator<object> {
  for (const partial of tokens(INPUT)) yield { type: 'input_json_delta', partial_json: partial }
}

const emptyMessage = {
  id: 'msg_demo',
  type: 'message',
  role: 'assistant',
  model: 'demo-model',
  content: [],
  stop_reason: null,
  stop_sequence: null,
  usage: { input_tokens: 18, output_tokens: 1 },
}
