import type { Route } from '../exchange.ts'
import { type Pace, sendPaced } from '../pace.ts'

const encoder = new TextEncoder()

/**
 * `POST|GET /sse/plain`: every kind of block the specification knows. `?tail=1` leaves the last block
 * unterminated, which the specification drops.
 */
export const plainSse =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    const tail = exchange.url.searchParams.has('tail')
    await sendPaced(exchange, blocks(tail), pace(exchange.url))
  }

function* blocks(tail: boolean): Generator<string | Uint8Array> {
  yield ': connected\n\n'
  yield 'retry: 5000\n\n'
  yield 'id: 1\nevent: greeting\ndata: Hello, 世界 👋\n\n'
  yield 'id: 2\ndata: A message can have\ndata: more than one line,\ndata:\ndata: and an empty one.\n\n'
  yield ': heartbeat\n\n'
  for (const percent of [20, 40, 60, 80, 100]) yield progress(percent)
  yield 'id: 8\nevent: without-data\n\n'
  yield* splitInside('id: 9\ndata: This wave came in two writes: 🌊\n\n', '🌊')
  yield 'id: 10\r\ndata:no space after the colon, CRLF at the ends\r\n\r\n'
  yield ': heartbeat\n\n'
  yield 'id: 11\nevent: done\ndata: {"reason":"finished"}\n\n'
  if (tail) yield 'id: 12\ndata: nobody hears this'
}

const progress = (percent: number): string =>
  `event: progress\nid: ${2 + percent / 20}\ndata: ${JSON.stringify({ percent })}\n\n`

/** The text in two pieces, the border in the middle of the character's UTF-8 bytes. */
const splitInside = (text: string, character: string): [Uint8Array, Uint8Array] => {
  const bytes = encoder.encode(text)
  const border = encoder.encode(text.slice(0, text.indexOf(character))).length + 2
  return [bytes.slice(0, border), bytes.slice(border)]
}
