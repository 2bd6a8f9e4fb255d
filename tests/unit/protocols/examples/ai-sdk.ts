import { sse } from '../messages'
import type { Example } from './example'

const header: [string, string] = ['x-vercel-ai-ui-message-stream', 'v1']
const events = sse(
  { type: 'start', messageId: 'm1' },
  { type: 'start-step' },
  { type: 'reasoning-start', id: '0' },
  { type: 'reasoning-delta', id: '0', delta: 'Hm.' },
  { type: 'reasoning-end', id: '0' },
  { type: 'tool-input-start', toolCallId: 'a', toolName: 'weather' },
  { type: 'tool-input-start', toolCallId: 'b', toolName: 'time' },
  { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: '{"city":' },
  { type: 'tool-input-delta', toolCallId: 'b', inputTextDelta: '{}' },
  { type: 'tool-input-delta', toolCallId: 'a', inputTextDelta: '"Rome"}' },
  { type: 'tool-input-available', toolCallId: 'a', toolName: 'weather', input: { city: 'Rome' } },
  { type: 'tool-input-available', toolCallId: 'b', toolName: 'time', input: {} },
  { type: 'tool-output-available', toolCallId: 'a', output: { celsius: 21 } },
  { type: 'tool-output-error', toolCallId: 'b', errorText: 'no clock' },
  { type: 'finish-step' },
  { type: 'start-step' },
  { type: 'text-start', id: '0' },
  { type: 'text-delta', id: '0', delta: 'It is ' },
  { type: 'text-delta', id: '0', delta: '21.' },
  { type: 'text-end', id: '0' },
  { type: 'source-url', sourceId: 's', url: 'https://a.example/', title: 'A' },
  { type: 'data-weather', id: 'w', data: { icon: 'sun' } },
  { type: 'finish-step' },
  { type: 'finish', finishReason: 'stop', messageMetadata: { usage: { inputTokens: 5, outputTokens: 9 } } },
  '[DONE]',
)
const parts = [
  ['reasoning', 'Hm.'],
  ['tool-call', 'weather', '{"city":"Rome"}', '{"celsius":21}'],
  ['tool-call', 'time', '{}', 'no clock'],
  ['text', 'It is 21.'],
  ['citation', 'A', 'https://a.example/'],
  ['data', 'weather'],
]
const source = 'https://ai-sdk.dev/docs/ai-sdk-ui/stream-protocol'

export const aiSdkExamples: readonly Example[] = [
  {
    protocol: 'ai-sdk-ui',
    what: 'two steps around tools, by its header',
    source,
    chunks: events,
    given: { responseHeaders: [header] },
    parts,
  },
  {
    protocol: 'ai-sdk-ui',
    what: 'the same without the header, which other origins do not see',
    source,
    chunks: events,
    parts,
    more: {
      finishes: [{ choice: 0, reason: 'stop', block: 23 }],
      usage: [
        ['inputTokens', 5],
        ['outputTokens', 9],
      ],
      ended: true,
      notes: [],
    },
  },
  {
    protocol: 'ai-sdk-ui',
    what: 'an ID used again in a later step makes another part; an error in the midst',
    source,
    chunks: sse(
      { type: 'start' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'one' },
      { type: 'text-end', id: '0' },
      { type: 'text-start', id: '0' },
      { type: 'text-delta', id: '0', delta: 'two' },
      { type: 'error', errorText: 'An error occurred.' },
      { type: 'finish', finishReason: 'error' },
    ),
    parts: [
      ['text', 'one'],
      ['text', 'two'],
      ['error', 'An error occurred.'],
    ],
  },
  {
    protocol: 'ai-sdk-data',
    what: 'the data stream up to version 4',
    source: 'https://v4.ai-sdk.dev/docs/ai-sdk-ui/stream-protocol',
    given: { contentType: 'text/plain; charset=utf-8' },
    chunks: [
      'f:{"messageId":"m1"}\n',
      'g:"Hm."\n',
      'b:{"toolCallId":"a","toolName":"weather"}\n',
      'c:{"toolCallId":"a","argsTextDelta":"{\\"city\\":"}\n',
      'c:{"toolCallId":"a","argsTextDelta":"\\"Rome\\"}"}\n',
      '9:{"toolCallId":"a","toolName":"weather","args":{"city":"Rome"}}\n',
      'a:{"toolCallId":"a","result":21}\n',
      '0:"It is "\n0:"21."\n',
      '2:[{"k":1}]\n',
      '3:"Overloaded"\n',
      'e:{"finishReason":"stop","usage":{"promptTokens":5},"isContinued":false}\n',
      'd:{"finishReason":"stop","usage":{"promptTokens":5,"completionTokens":9}}\n',
    ],
    parts: [
      ['reasoning', 'Hm.'],
      ['tool-call', 'weather', '{"city":"Rome"}', '21'],
      ['text', 'It is 21.'],
      ['data', 'data'],
      ['error', 'Overloaded'],
    ],
    more: {
      usage: [
        ['promptTokens', 5],
        ['completionTokens', 9],
      ],
      ended: true,
    },
  },
]
