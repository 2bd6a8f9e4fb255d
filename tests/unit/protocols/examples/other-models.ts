import { lines, sse } from '../messages'
import type { Example } from './example'

const part = (...parts: object[]) => ({
  candidates: [{ content: { role: 'model', parts }, index: 0 }],
  modelVersion: 'g',
})
const gemini = [
  part({ text: 'Think', thought: true }),
  part({ text: 'Hel' }),
  part({ text: 'lo' }),
  part({ functionCall: { id: 'f', name: 'weather', args: { city: 'Rome' } } }),
  {
    candidates: [{ content: { parts: [{ text: '' }] }, finishReason: 'STOP', index: 0 }],
    usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 7 },
    modelVersion: 'g',
  },
]
const geminiParts = [
  ['reasoning', 'Think'],
  ['text', 'Hello'],
  ['tool-call', 'weather', '{"city":"Rome"}'],
]
const geminiSource = 'https://ai.google.dev/api/generate-content#v1beta.GenerateContentResponse'

const ollama = (rest: object) => ({
  model: 'llama',
  created_at: '2026-11-21T10:00:00Z',
  done: false,
  ...rest,
})
const qwen = (content: string, reason = 'null') => ({
  output: { choices: [{ message: { role: 'assistant', content }, finish_reason: reason }] },
  usage: { output_tokens: content.length },
  request_id: 'q1',
})
const result = (...events: object[]) =>
  events.map(
    (event, index) => `id:${index + 1}\nevent:result\n:HTTP_STATUS/200\ndata:${JSON.stringify(event)}\n\n`,
  )
const qwenSource = 'https://help.aliyun.com/zh/model-studio/qwen-api-via-dashscope'
const whole = [
  '我',
  '我是',
  '我是一个',
  '我是一个助手。',
  '我是一个助手。你好，',
  '我是一个助手。你好，世界。',
]

export const otherModelExamples: readonly Example[] = [
  {
    protocol: 'gemini',
    what: 'events',
    source: geminiSource,
    chunks: sse(...gemini),
    parts: geminiParts,
    more: { finishes: [{ choice: 0, reason: 'STOP', block: 4 }] },
  },
  {
    protocol: 'gemini',
    what: 'one JSON array',
    source: geminiSource,
    given: { contentType: 'application/json; charset=UTF-8' },
    chunks: gemini
      .map((value, index) => `${index === 0 ? '[' : ',\r\n'}${JSON.stringify(value)}`)
      .concat(']'),
    parts: geminiParts,
  },
  {
    protocol: 'gemini',
    what: 'arguments by path, and an error in the midst',
    source: 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/multimodal/function-calling',
    chunks: sse(
      part({ functionCall: { name: 'weather', willContinue: true } }),
      part({
        functionCall: {
          partialArgs: [{ jsonPath: '$.city', stringValue: 'Ro', willContinue: true }],
          willContinue: true,
        },
      }),
      part({
        functionCall: { partialArgs: [{ jsonPath: '$.city', stringValue: 'me' }], willContinue: true },
      }),
      part({ functionCall: {} }),
      { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } },
    ),
    parts: [
      ['tool-call', 'weather', '{"city":"Rome"}'],
      ['error', 'UNAVAILABLE 503', 'Overloaded'],
    ],
  },
  {
    protocol: 'ollama',
    what: 'chat with thinking and a tool call',
    source: 'https://github.com/ollama/ollama/blob/main/docs/api.md',
    given: { contentType: 'application/x-ndjson' },
    chunks: lines(
      ollama({ message: { role: 'assistant', content: '', thinking: 'Hm.' } }),
      ollama({ message: { role: 'assistant', content: 'Hi' } }),
      ollama({
        message: {
          role: 'assistant',
          content: '',
          tool_calls: [{ function: { name: 'f', arguments: { a: 1 } } }],
        },
      }),
      ollama({
        message: { role: 'assistant', content: '' },
        done: true,
        done_reason: 'stop',
        prompt_eval_count: 3,
        eval_count: 9,
      }),
    ),
    parts: [
      ['reasoning', 'Hm.'],
      ['text', 'Hi'],
      ['tool-call', 'f', '{"a":1}'],
    ],
    more: {
      usage: [
        ['prompt_eval_count', 3],
        ['eval_count', 9],
      ],
      ended: true,
    },
  },
  {
    protocol: 'dashscope',
    what: 'whole texts are not doubled, with nothing saying that they are whole',
    source: qwenSource,
    chunks: result(...whole.map(text => qwen(text)), qwen(whole.at(-1) ?? '', 'stop')),
    parts: [['text', '我是一个助手。你好，世界。']],
    more: { finishes: [{ choice: 0, reason: 'stop', block: 6 }], notes: [] },
  },
  {
    protocol: 'dashscope',
    what: 'pieces are joined, though the second begins like the first',
    source: qwenSource,
    chunks: result(qwen('ha'), qwen('haha'), qwen(' no')),
    parts: [['text', 'hahaha no']],
  },
  {
    protocol: 'dashscope',
    what: 'pieces as the request asked for',
    source: qwenSource,
    given: { request: { parameters: { incremental_output: true } } },
    chunks: result(qwen('a'), qwen('ab'), qwen('abc', 'stop')),
    parts: [['text', 'aababc']],
  },
]
