import type { Route } from '../exchange.ts'
import { type Pace, sendPaced, tokens } from '../pace.ts'

const ANSWER = 'A graph speaks node by node, 一步一步。'

/** `POST /langgraph/runs/stream` as LangGraph's server writes the mode `messages`: every message whole so far. */
export const langgraphRun =
  (pace: (url: URL) => Pace): Route =>
  async exchange => {
    exchange.open(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    await sendPaced(exchange, events(), pace(exchange.url))
  }

function* events(): Generator<string> {
  const run = { run_id: '1ef3c6a2-0000-6000-8000-000000000001', attempt: 1 }
  yield event('metadata', run)
  yield event('messages/metadata', { run1: { metadata: { langgraph_node: 'agent', ...run } } })
  let content = ''
  for (const token of tokens(ANSWER)) {
    content += token
    yield event('messages/partial', [{ type: 'ai', id: 'run1', content, tool_calls: [] }])
  }
  const usage_metadata = { input_tokens: 8, output_tokens: 12, total_tokens: 20 }
  yield event('messages/complete', [{ type: 'ai', id: 'run1', content, tool_calls: [], usage_metadata }])
}

let ids = 0
const event = (name: string, data: object): string =>
  `event: ${name}\r\ndata: ${JSON.stringify(data)}\r\nid: ${++ids}-0\r\n\r\n`
