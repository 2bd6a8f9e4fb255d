import { z } from 'zod'
import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const REASONING = 'The user greets me, and asks for the weather. A tool knows it.'
const ANSWER =
  '你好！流式输出一个字一个字地到达 🌊 Families stay whole: 👩‍👩‍👧‍👦. Let me look at the weather.'
const ARGUMENTS = '{"city":"上海","unit":"celsius"}'

const Request = z.object({
  model: z.string().default('demo-model'),
  stream_options: z.object({ include_usage: z.boolean().default(false) }).optional(),
})

type Chunk = (choices: readonly object[], extra?: object) => string

/** `POST /v1/chat/completions` as OpenAI and its compatibles stream it: unnamed events, `[DONE]` at the end. */
export const openaiChat =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    const request = Request.parse(JSON.parse(exchange.body || '{}'))
    exchange.open(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
    const frames = completion(chunkFor(request.model), request.stream_options?.include_usage ?? false)
    await sendPaced(exchange, frames, pace(exchange.url))
  }

const chunkFor = (model: string): Chunk => {
  const head = {
    id: 'chatcmpl-demo',
    object: 'chat.completion.chunk',
    created: Math.floor(Date.now() / 1000),
  }
  return (choices, extra = {}) => `data: ${JSON.stringify({ ...head, model, choices, ...extra })}\n\n`
}

const choice = (delta: object, finish: string | null = null) => [
  { index: 0, delta, logprobs: null, finish_reason: finish },
]

function* completion(chunk: Chunk, usage: boolean): Generator<string> {
  yield chunk(choice({ role: 'assistant', content: '', refusal: null }))
  for (const token of tokens(REASONING)) yield chunk(choice({ reasoning_content: token }))
  for (const token of tokens(ANSWER)) yield chunk(choice({ content: token }))
  yield* toolCall(chunk)
  yield chunk(choice({}, 'tool_calls'))
  if (usage) yield chunk([], { usage: { prompt_tokens: 21, completion_tokens: 58, total_tokens: 79 } })
  yield 'data: [DONE]\n\n'
}

function* toolCall(chunk: Chunk): Generator<string> {
  const start = { index: 0, id: 'call_demo', type: 'function', function: { name: 'weather', arguments: '' } }
  yield chunk(choice({ tool_calls: [start] }))
  for (const token of tokens(ARGUMENTS)) {
    yield chunk(choice({ tool_calls: [{ index: 0, function: { arguments: token } }] }))
  }
}
