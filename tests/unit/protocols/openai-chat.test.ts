import { expect, test } from 'vitest'
import { messageOf, shownParts, sse } from './messages'

const chunk = (delta: object, rest: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  model: 'gpt-demo',
  choices: [{ index: 0, delta, finish_reason: null, ...rest }],
})

// https://platform.openai.com/docs/api-reference/chat-streaming
test('deltas add up to text, with model, finish reason, usage and end', () => {
  const message = messageOf(
    sse(
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }),
      chunk({}, { finish_reason: 'stop' }),
      {
        ...chunk({}),
        choices: [],
        usage: { prompt_tokens: 7, completion_tokens_details: { reasoning_tokens: 2 } },
      },
      '[DONE]',
    ),
  )
  expect(message.protocol).toBe('openai-chat')
  expect(shownParts(message)).toEqual([['text', 'Hello']])
  expect(message.parts[0]?.state).toBe('done')
  expect(message.facts).toContainEqual(['model', 'gpt-demo'])
  expect(message.finishes).toMatchObject([{ choice: 0, reason: 'stop' }])
  expect(message.usage).toEqual([
    ['prompt_tokens', 7],
    ['completion_tokens_details.reasoning_tokens', 2],
  ])
  expect(message.ended).toBe(true)
  expect(message.notes).toEqual([])
})

test('parallel tool calls are told apart by index, their ID comes once', () => {
  const call = (index: number, rest: object) => chunk({ tool_calls: [{ index, ...rest }] })
  const message = messageOf(
    sse(
      call(0, { id: 'a', function: { name: 'weather', arguments: '' } }),
      call(1, { id: 'b', function: { name: 'time', arguments: '{"zone":' } }),
      call(0, { function: { arguments: '{"city":"東' } }),
      call(1, { function: { arguments: '"UTC"}' } }),
      call(0, { function: { arguments: '京"}' } }),
      chunk({}, { finish_reason: 'tool_calls' }),
    ),
  )
  expect(shownParts(message)).toEqual([
    ['tool-call', 'weather', '{"city":"東京"}'],
    ['tool-call', 'time', '{"zone":"UTC"}'],
  ])
  expect(message.parts.map(({ id, state }) => [id, state])).toEqual([
    ['a', 'done'],
    ['b', 'done'],
  ])
})

test('calls that a server gives one index are told apart by ID', () => {
  const call = (id: string, name: string) =>
    chunk({ tool_calls: [{ index: 0, id, function: { name, arguments: '{}' } }] })
  const message = messageOf(sse(call('a', 'one'), call('b', 'two')))
  expect(shownParts(message)).toEqual([
    ['tool-call', 'one', '{}'],
    ['tool-call', 'two', '{}'],
  ])
})

test('a stream cut inside an argument leaves the call open, and says nothing of its JSON', () => {
  const message = messageOf(
    sse(chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"a' } }] })),
  )
  expect(message.parts).toMatchObject([{ text: '{"a', state: 'open' }])
  expect(message.notes).toEqual([])
})

test('arguments cut by the length limit are noted as no JSON', () => {
  const message = messageOf(
    sse(
      chunk({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{"a' } }] }),
      chunk({}, { finish_reason: 'length' }),
    ),
  )
  expect(message.notes).toMatchObject([{ code: 'invalid-arguments', part: 1, block: 1 }])
})

test('several choices stand apart, each with its finish reason', () => {
  const choices = (...texts: string[]) => ({
    ...chunk({}),
    choices: texts.map((content, index) => ({ index, delta: { content }, finish_reason: null })),
  })
  const message = messageOf(
    sse(choices('a', 'x'), choices('b', 'y'), chunk({}, { index: 1, finish_reason: 'length' })),
  )
  expect(message.parts.map(({ choice, text }) => [choice, text])).toEqual([
    [0, 'ab'],
    [1, 'xy'],
  ])
  expect(message.finishes).toMatchObject([{ choice: 1, reason: 'length' }])
})

test('a refusal, empty deltas and obfuscation padding', () => {
  const message = messageOf(
    sse({ ...chunk({ refusal: 'I ' }), obfuscation: 'x8Yd' }, chunk({}), chunk({ refusal: 'cannot.' })),
  )
  expect(shownParts(message)).toEqual([['refusal', 'I cannot.']])
})

test.each([
  ['DeepSeek, Qwen, Moonshot', { reasoning_content: 'hm' }],
  [
    'OpenRouter, which gives it twice',
    { reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm' }] },
  ],
  ['Mistral', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }],
])('reasoning as of %s', (_, delta) => {
  expect(shownParts(messageOf(sse(chunk(delta))))).toEqual([['reasoning', 'hm']])
})

test.each([
  ['OpenAI', { error: { message: 'Overloaded', type: 'server_error', code: null } }, 'server_error'],
  ['OpenRouter', { error: { code: 502, message: 'Overloaded' }, choices: [] }, '502'],
  [
    'vLLM',
    { object: 'error', message: 'Overloaded', type: 'BadRequestError', code: 400 },
    'BadRequestError 400',
  ],
  ['a proxy', { error: 'Overloaded' }, ''],
])('an error in the midst, as of %s', (_, error, name) => {
  const message = messageOf(sse(chunk({ content: 'a' }), error))
  expect(message.parts.at(-1)).toMatchObject({ kind: 'error', text: 'Overloaded', name, state: 'failed' })
})

test('names of prototypes are names like others', () => {
  const hostile =
    '{"object":"chat.completion.chunk","__proto__":{"choices":[]},"constructor":1,"choices":[{"delta":{"content":"a","__proto__":{"refusal":"x"}}}],"usage":{"__proto__":5,"toString":1}}'
  const message = messageOf(sse(hostile))
  expect(shownParts(message)).toEqual([['text', 'a']])
  expect(message.usage).toEqual([
    ['__proto__', 5],
    ['toString', 1],
  ])
})
