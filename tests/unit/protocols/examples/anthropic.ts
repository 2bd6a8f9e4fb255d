import { sse } from '../messages'
import type { Example } from './example'

const typed = (...events: { type: string }[]) => sse(...events.map(event => [event.type, event] as const))
const start = {
  type: 'message_start',
  message: {
    id: 'msg_1',
    role: 'assistant',
    content: [],
    model: 'm',
    usage: { input_tokens: 25, output_tokens: 1 },
  },
}
const begin = (index: number, content_block: object) => ({
  type: 'content_block_start',
  index,
  content_block,
})
const delta = (index: number, given: object) => ({ type: 'content_block_delta', index, delta: given })
const stop = (index: number) => ({ type: 'content_block_stop', index })

const source = 'https://docs.claude.com/en/docs/build-with-claude/streaming'

export const anthropicExamples: readonly Example[] = [
  {
    protocol: 'anthropic-messages',
    what: 'thinking, text and two tool inputs, pings between',
    source,
    chunks: typed(
      start,
      { type: 'ping' },
      begin(0, { type: 'thinking', thinking: '', signature: '' }),
      delta(0, { type: 'thinking_delta', thinking: 'Let ' }),
      delta(0, { type: 'thinking_delta', thinking: 'me.' }),
      delta(0, { type: 'signature_delta', signature: 'EqQB' }),
      stop(0),
      begin(1, { type: 'text', text: '' }),
      delta(1, { type: 'text_delta', text: 'Hello' }),
      stop(1),
      begin(2, { type: 'tool_use', id: 'toolu_1', name: 'weather', input: {} }),
      delta(2, { type: 'input_json_delta', partial_json: '' }),
      delta(2, { type: 'input_json_delta', partial_json: '{"city": "S' }),
      { type: 'ping' },
      delta(2, { type: 'input_json_delta', partial_json: 'F"}' }),
      stop(2),
      begin(3, { type: 'tool_use', id: 'toolu_2', name: 'time', input: {} }),
      stop(3),
      {
        type: 'message_delta',
        ...{ delta: { stop_reason: 'tool_use', stop_sequence: null }, usage: { output_tokens: 89 } },
      },
      { type: 'message_stop' },
    ),
    parts: [
      ['reasoning', 'Let me.'],
      ['text', 'Hello'],
      ['tool-call', 'weather', '{"city": "SF"}'],
      ['tool-call', 'time'],
    ],
    more: {
      usage: [
        ['input_tokens', 25],
        ['output_tokens', 89],
      ],
      finishes: [{ choice: 0, reason: 'tool_use', block: 18 }],
      ended: true,
      notes: [],
    },
  },
  {
    protocol: 'anthropic-messages',
    what: 'an error in the midst leaves the part open',
    source,
    chunks: typed(
      start,
      begin(0, { type: 'text', text: '' }),
      delta(0, { type: 'text_delta', text: 'Hel' }),
      { type: 'error', ...{ error: { type: 'overloaded_error', message: 'Overloaded' } } },
    ),
    parts: [
      ['text', 'Hel'],
      ['error', 'overloaded_error', 'Overloaded'],
    ],
    more: { ended: false },
  },
  {
    protocol: 'anthropic-messages',
    what: 'indices out of order stand in theirs; a tool input cut by the end is no JSON, and a citation',
    source: 'https://docs.claude.com/en/docs/build-with-claude/citations',
    chunks: typed(
      start,
      begin(1, { type: 'tool_use', id: 't', name: 'f', input: {} }),
      delta(1, { type: 'input_json_delta', partial_json: '{"a": [1, ' }),
      begin(0, { type: 'text', text: '' }),
      delta(0, {
        type: 'citations_delta',
        citation: { type: 'char_location', cited_text: 'The grass', document_title: 'T' },
      }),
      delta(0, { type: 'text_delta', text: 'green' }),
      stop(1),
    ),
    parts: [
      ['text', 'green'],
      ['citation', 'T', 'The grass'],
      ['tool-call', 'f', '{"a": [1, '],
    ],
    more: { notes: [{ code: 'invalid-arguments', block: 6, count: 1, part: 1, detail: '' }] },
  },
]
