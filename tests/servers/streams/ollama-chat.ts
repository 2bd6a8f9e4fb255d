import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const THINKING = 'A tool knows the weather.'
const ANSWER = 'Let me look, 请稍等 🌤️.'

/** `POST /ollama/api/chat` as Ollama streams it: thinking, text and a whole tool call. */
export const ollamaChat =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'application/x-ndjson' })
    await sendPaced(exchange, lines(), pace(exchange.url))
  }

function* lines(): Generator<string> {
  for (const thinking of tokens(THINKING)) yield line({ role: 'assistant', content: '', thinking })
  for (const content of tokens(ANSWER)) yield line({ role: 'assistant', content })
  const call = { function: { name: 'weather', arguments: { city: '上海', days: 2 } } }
  yield line({ role: 'assistant', content: '', tool_calls: [call] })
  const counts = { total_duration: 812_000_000, prompt_eval_count: 14, eval_count: 23 }
  yield line({ role: 'assistant', content: '' }, { done: true, done_reason: 'stop', ...counts })
}

const line = (message: object, end: object = { done: false }): string =>
  `${JSON.stringify({ model: 'demo-model', created_at: new Date().toISOString(), message, ...end })}\n`
