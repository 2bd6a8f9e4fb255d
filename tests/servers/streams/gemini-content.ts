import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const THOUGHT = 'The user wants the weather.'
const ANSWER = 'One moment, 马上就好 ✨.'

/** `POST /gemini/v1beta/models/…:streamGenerateContent?alt=sse`: a thought, text and a function call. */
export const geminiContent =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream' })
    await sendPaced(exchange, events(), pace(exchange.url))
  }

function* events(): Generator<string> {
  for (const text of tokens(THOUGHT)) yield event([{ text, thought: true }])
  for (const text of tokens(ANSWER)) yield event([{ text }])
  yield event([{ functionCall: { name: 'weather', args: { city: '上海' } } }])
  yield event([{ text: '' }], 'STOP')
}

const event = (parts: readonly object[], finishReason?: string): string => {
  const candidate = { content: { role: 'model', parts }, index: 0, ...(finishReason && { finishReason }) }
  const usageMetadata = { promptTokenCount: 9, candidatesTokenCount: 17, totalTokenCount: 26 }
  const head = { modelVersion: 'demo-model', responseId: 'resp-demo' }
  return `data: ${JSON.stringify({ candidates: [candidate], usageMetadata, ...head })}\r\n\r\n`
}
