import { type FaultyStream, whole } from './faulty-streams.ts'

/** What chat clients send. */
const CHAT = { method: 'POST', body: '{"model":"m","stream":true,"messages":[]}' }
const UNAUTHORIZED = whole('{"error":"unauthorized"}', { status: 401, type: 'application/json' })

/** A chat as OpenAI and its likes stream it. */
const chat = (...events: (object | '[DONE]')[]) =>
  whole(events.map(each => `data: ${typeof each === 'string' ? each : JSON.stringify(each)}\n\n`).join(''))
const chunk = (delta: object, finish: string | null = null) => ({
  id: 'c',
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta, finish_reason: finish }],
})
const says = (content: string) => chunk({ content })
const thinks = chunk({ reasoning_content: 'The user greets me.' })
const calls = (text: string) =>
  chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'weather', arguments: text } }] })
const ends = (finish: string) => chunk({}, finish)

/** A response as OpenAI streams it, with these numbers. */
const response = (...numbers: number[]) => {
  const types = ['created', ...numbers.slice(2).map(() => 'in_progress'), 'completed']
  const events = types.map((name, index) => {
    const type = `response.${name}`
    const sequence_number = numbers[index]
    return `event: ${type}\ndata: ${JSON.stringify({ type, sequence_number, response: { id: 'r', output: [] } })}\n\n`
  })
  return whole(events.join(''))
}

/** Servers whose answers are not what was asked for, or do not hold what they should. */
export const FAULTY_MESSAGES: Readonly<Record<string, FaultyStream>> = {
  'a page to sign in': {
    faulty: whole('<!doctype html>\n<title>Sign in</title>\n', { type: 'text/html' }),
    mended: UNAUTHORIZED,
    evidence: { 'not-a-stream': ['Header content-type'] },
    asked: CHAT,
  },
  'JSON for a stream': {
    faulty: whole('{"choices":[]}', { type: 'application/json' }),
    mended: chat(says('Hi'), ends('stop'), '[DONE]'),
    evidence: { 'not-a-stream': ['Header content-type'] },
    asked: { headers: { accept: 'text/event-stream' } },
  },
  'a stream as text': {
    faulty: whole('data: a\n\ndata: b\n\n', { type: 'text/plain' }),
    mended: whole('data: a\n\ndata: b\n\n'),
    evidence: { 'wrong-content-type': ['Header content-type'] },
  },
  'an error under 200': {
    faulty: chat({ error: { message: 'Rate limit reached', type: 'requests' } }),
    mended: whole('{"error":{"message":"Rate limit reached"}}', { status: 429, type: 'application/json' }),
    evidence: { 'error-in-stream': ['Event 1'] },
    asked: CHAT,
  },
  'a chat that stops': {
    faulty: chat(says('Hel'), says('lo')),
    mended: chat(says('Hel'), says('lo'), ends('stop'), '[DONE]'),
    evidence: { truncated: ['Event 2', 'End'] },
    asked: CHAT,
  },
  'a chat without [DONE]': {
    faulty: chat(says('Hi'), ends('stop')),
    mended: chat(says('Hi'), ends('stop'), '[DONE]'),
    evidence: { 'end-marker-missing': ['Event 2'] },
    asked: CHAT,
  },
  'the limit of tokens': {
    faulty: chat(says('Once upon a'), ends('length'), '[DONE]'),
    mended: chat(says('Once upon a time.'), ends('stop'), '[DONE]'),
    evidence: { 'finish-length': ['Event 2'] },
    asked: CHAT,
  },
  'arguments that are cut': {
    faulty: chat(calls('{"city":"R'), ends('tool_calls'), '[DONE]'),
    mended: chat(calls('{"city":"R'), calls('ome"}'), ends('tool_calls'), '[DONE]'),
    evidence: { 'arguments-invalid': ['Event 2'] },
    asked: CHAT,
  },
  'reasoning alone': {
    faulty: chat(thinks, ends('stop'), '[DONE]'),
    mended: chat(thinks, says('Hello!'), ends('stop'), '[DONE]'),
    evidence: { 'answer-empty': ['Event 1', 'Event 2'] },
    asked: CHAT,
  },
  'a number is missing': {
    faulty: response(0, 1, 3),
    mended: response(0, 1, 2),
    evidence: { 'sequence-broken': ['Event 3'] },
    asked: CHAT,
  },
}
