import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const SUMMARY = 'A tool knows the weather; I say that I ask it.'
const ANSWER = 'Let me ask the *weather station* of Roma 🌤️, 一会儿就好。'
const ARGUMENTS = '{"city":"Roma","unit":"celsius"}'

/** `POST /v1/responses` as OpenAI streams it: named, numbered events, and the whole response again at the end. */
export const openaiResponses =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
    const frames = [...events()].map(
      (event, sequence_number) =>
        `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number })}\n\n`,
    )
    await sendPaced(exchange, frames, pace(exchange.url))
  }

interface Event {
  type: string
  [name: string]: unknown
}

const reasoning = { id: 'rs_demo', type: 'reasoning', summary: [{ type: 'summary_text', text: SUMMARY }] }
const content = { type: 'output_text', text: ANSWER, annotations: [], logprobs: [] }
const message = {
  id: 'msg_demo',
  type: 'message',
  status: 'completed',
  role: 'assistant',
  content: [content],
}
const call = {
  id: 'fc_demo',
  type: 'function_call',
  status: 'completed',
  call_id: 'call_demo',
  name: 'weather',
  arguments: ARGUMENTS,
}
const usage = {
  input_tokens: 19,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: 47,
  output_tokens_details: { reasoning_tokens: 12 },
  total_tokens: 66,
}
const response = {
  id: 'resp_demo',
  object: 'response',
  created_at: 1_790_000_000,
  model: 'demo-model',
  status: 'in_progress',
  error: null,
  incomplete_details: null,
  output: [],
  tools: [],
  parallel_tool_calls: true,
}

function* events(): Generator<Event> {
  yield { type: 'response.created', response }
  yield { type: 'response.in_progress', response }
  yield* summary()
  yield* answer()
  yield* toolCall()
  const output = [reasoning, message, call]
  yield { type: 'response.completed', response: { ...response, status: 'completed', output, usage } }
}

function* summary(): Generator<Event> {
  const place = { item_id: reasoning.id, output_index: 0, summary_index: 0 }
  yield { type: 'response.output_item.added', output_index: 0, item: { ...reasoning, summary: [] } }
  yield {
    type: 'response.reasoning_summary_part.added',
    ...place,
    part: { type: 'summary_text', text: '' },
  }
  for (const delta of tokens(SUMMARY))
    yield { type: 'response.reasoning_summary_text.delta', ...place, delta }
  yield { type: 'response.reasoning_summary_text.done', ...place, text: SUMMARY }
  yield { type: 'response.reasoning_summary_part.done', ...place, part: reasoning.summary[0] }
  yield { type: 'response.output_item.done', output_index: 0, item: reasoning }
}

function* answer(): Generator<Event> {
  const place = { item_id: message.id, output_index: 1, content_index: 0 }
  yield {
    type: 'response.output_item.added',
    output_index: 1,
    item: { ...message, status: 'in_progress', content: [] },
  }
  yield { type: 'response.content_part.added', ...place, part: { ...content, text: '' } }
  for (const delta of tokens(ANSWER)) {
    yield {
      type: 'response.output_text.delta',
      ...place,
      delta,
      logprobs: [],
      obfuscation: 'x'.repeat(delta.length),
    }
  }
  yield { type: 'response.output_text.done', ...place, text: ANSWER, logprobs: [] }
  yield { type: 'response.content_part.done', ...place, part: content }
  yield { type: 'response.output_item.done', output_index: 1, item: message }
}

function* toolCall(): Generator<Event> {
  const place = { item_id: call.id, output_index: 2 }
  yield {
    type: 'response.output_item.added',
    output_index: 2,
    item: { ...call, status: 'in_progress', arguments: '' },
  }
  for (const delta of tokens(ARGUMENTS))
    yield { type: 'response.function_call_arguments.delta', ...place, delta }
  yield { type: 'response.function_call_arguments.done', ...place, name: call.name, arguments: ARGUMENTS }
  yield { type: 'response.output_item.done', output_index: 2, item: call }
}
