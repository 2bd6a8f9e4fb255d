import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const ANSWER = 'One JSON value a line, 一行一个 🧵, and the last line says done.'

/** `POST /ndjson`: lines as Ollama's chat writes them, each with its own `created_at`. */
export const ndjsonChat =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'application/x-ndjson' })
    await sendPaced(exchange, lines(), pace(exchange.url))
  }

function* lines(): Generator<string> {
  const pieces = tokens(ANSWER)
  for (const content of pieces) yield line({ message: { role: 'assistant', content }, done: false })
  const counts = { prompt_eval_count: 14, eval_count: pieces.length }
  yield line({ message: { role: 'assistant', content: '' }, done: true, done_reason: 'stop', ...counts })
}

const line = (rest: object): string =>
  `${JSON.stringify({ model: 'demo-model', created_at: new Date().toISOString(), ...rest })}\n`
