import { sse } from '../messages'
import type { Example } from './example'

const typed = (...events: { type: string }[]) =>
  sse(...events.map((event, sequence_number) => [event.type, { ...event, sequence_number }] as const))
const response = (rest: object = {}) => ({
  id: 'resp_1',
  object: 'response',
  status: 'in_progress',
  model: 'm',
  output: [],
  ...rest,
})
const text = (delta: string) => ({
  type: 'response.output_text.delta',
  item_id: 'i',
  output_index: 1,
  content_index: 0,
  delta,
  obfuscation: 'aX',
})
const message = (value: string) => ({
  id: 'i',
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text: value, annotations: [] }],
})
const reasoning = { id: 'r', type: 'reasoning', summary: [{ type: 'summary_text', text: 'Think.' }] }
const call = {
  id: 'fc',
  type: 'function_call',
  call_id: 'call_1',
  name: 'weather',
  arguments: '{"city":"Rome"}',
  status: 'completed',
}
const source = 'https://platform.openai.com/docs/api-reference/responses-streaming'

export const openaiExamples: readonly Example[] = [
  {
    protocol: 'openai-responses',
    what: 'reasoning summary, text and a function call; what is repeated at the end is not doubled',
    source,
    chunks: typed(
      { type: 'response.created', ...{ response: response() } },
      {
        type: 'response.output_item.added',
        ...{ output_index: 0, item: { id: 'r', type: 'reasoning', summary: [] } },
      },
      {
        type: 'response.reasoning_summary_text.delta',
        ...{ item_id: 'r', output_index: 0, summary_index: 0, delta: 'Think' },
      },
      {
        type: 'response.reasoning_summary_text.delta',
        ...{ item_id: 'r', output_index: 0, summary_index: 0, delta: '.' },
      },
      { type: 'response.output_item.done', ...{ output_index: 0, item: reasoning } },
      { type: 'response.output_item.added', ...{ output_index: 1, item: { ...message(''), content: [] } } },
      text('Hel'),
      text('lo'),
      {
        type: 'response.output_text.done',
        ...{ item_id: 'i', output_index: 1, content_index: 0, text: 'Hello' },
      },
      { type: 'response.output_item.added', ...{ output_index: 2, item: { ...call, arguments: '' } } },
      {
        type: 'response.function_call_arguments.delta',
        ...{ item_id: 'fc', output_index: 2, delta: '{"city":' },
      },
      {
        type: 'response.function_call_arguments.delta',
        ...{ item_id: 'fc', output_index: 2, delta: '"Rome"}' },
      },
      {
        type: 'response.function_call_arguments.done',
        ...{ item_id: 'fc', output_index: 2, arguments: '{"city":"Rome"}' },
      },
      {
        type: 'response.completed',
        ...{
          response: response({
            status: 'completed',
            output: [reasoning, message('Hello'), call],
            usage: { input_tokens: 37, output_tokens: 11 },
          }),
        },
      },
    ),
    parts: [
      ['reasoning', 'Think.'],
      ['text', 'Hello'],
      ['tool-call', 'weather', '{"city":"Rome"}'],
    ],
    more: {
      usage: [
        ['input_tokens', 37],
        ['output_tokens', 11],
      ],
      finishes: [{ choice: 0, reason: 'completed', block: 13 }],
      ended: true,
      notes: [],
    },
  },
  {
    protocol: 'openai-responses',
    what: 'a final text that is not the sum of the deltas is told, with where it differs',
    source,
    chunks: typed({ type: 'response.created', ...{ response: response() } }, text('Hel'), text('p'), {
      type: 'response.output_text.done',
      ...{ item_id: 'i', output_index: 1, content_index: 0, text: 'Hello' },
    }),
    parts: [['text', 'Help']],
    more: { notes: [{ code: 'snapshot-differs', block: 3, count: 1, part: 1, detail: '4/5/3' }] },
  },
  {
    protocol: 'openai-responses',
    what: 'a refusal; and an answer cut by the limit says why',
    source,
    chunks: typed(
      { type: 'response.created', ...{ response: response() } },
      {
        type: 'response.refusal.delta',
        ...{ item_id: 'i', output_index: 0, content_index: 0, delta: 'No.' },
      },
      {
        type: 'response.refusal.done',
        ...{ item_id: 'i', output_index: 0, content_index: 0, refusal: 'No.' },
      },
      {
        type: 'response.incomplete',
        ...{
          response: response({ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }),
        },
      },
    ),
    parts: [['refusal', 'No.']],
    more: { finishes: [{ choice: 0, reason: 'max_output_tokens', block: 3 }] },
  },
  {
    protocol: 'openai-responses',
    what: 'an error event, and a failed response',
    source,
    chunks: typed(
      { type: 'response.created', ...{ response: response() } },
      { type: 'error', ...{ code: 'ERR_SOMETHING', message: 'Something went wrong', param: null } },
      {
        type: 'response.failed',
        ...{ response: response({ status: 'failed', error: { code: 'server_error', message: 'Failed' } }) },
      },
    ),
    parts: [
      ['error', 'ERR_SOMETHING', 'Something went wrong'],
      ['error', 'server_error', 'Failed'],
    ],
  },
  {
    protocol: 'openai-chat',
    what: 'a chat completion',
    source: 'https://platform.openai.com/docs/api-reference/chat-streaming',
    chunks: sse(
      {
        id: 'c',
        object: 'chat.completion.chunk',
        model: 'm',
        choices: [{ index: 0, delta: { role: 'assistant', content: '' } }],
      },
      {
        id: 'c',
        object: 'chat.completion.chunk',
        model: 'm',
        choices: [{ index: 0, delta: { content: 'Hi' } }],
      },
      '[DONE]',
    ),
    parts: [['text', 'Hi']],
    more: { ended: true },
  },
]
