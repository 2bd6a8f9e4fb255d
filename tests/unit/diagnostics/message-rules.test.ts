import { describe, expect, test } from 'vitest'
import type { FindingCode } from '../../../lib/diagnostics/types'
import { sse } from '../protocols/messages'
import { type Case, found, marks } from './examined'

type Row = [name: string, expected: string[], ...events: (string | object)[]]
const of = (events: readonly (string | object)[], more: Case = {}): Case => ({
  steps: [sse(...events).join('')],
  ...more,
})

const rule = (name: string, code: FindingCode, rows: Row[], healthy: Row[]) =>
  describe(name, () => {
    test.each(rows)('found when %s', (_name, expected, ...events) => {
      expect(expected).not.toEqual([])
      expect(marks([code], of(events))).toEqual(expected)
    })
    test.each(healthy)('not found when %s', (_name, expected, ...events) => {
      expect(expected).toEqual([])
      expect(marks([code], of(events))).toEqual([])
    })
  })

const created = { type: 'response.created', sequence_number: 0, response: { id: 'r', model: 'm' } }
const place = { item_id: 'i', output_index: 0, content_index: 0 }
const delta = (text: string) => ({ type: 'response.output_text.delta', ...place, delta: text })
const done = (text: string) => ({ type: 'response.output_text.done', ...place, text })
const completed = (text: string) => ({
  type: 'response.completed',
  response: { status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text }] }] },
})

rule(
  'the final text',
  'message-differs',
  [
    [
      'a delta was lost',
      ['message-differs: warning'],
      created,
      delta('Hel'),
      done('Hello'),
      completed('Hello'),
    ],
    ['a delta came twice', ['message-differs: warning'], created, delta('Hi'), delta('Hi'), done('Hi')],
    ['only the whole response tells it', ['message-differs: warning'], created, delta('Hi'), completed('Ho')],
  ],
  [
    ['it is the sum', [], created, delta('Hel'), delta('lo'), done('Hello'), completed('Hello')],
    ['nothing was streamed before it', [], created, completed('Hello')],
    ['it never came', [], created, delta('Hel')],
    ['the protocol is not known', [], { delta: 'a' }, { type: 'x.done', text: 'b' }],
  ],
)

const chunk = (change: object, finish: string | null = null) => ({
  object: 'chat.completion.chunk',
  choices: [{ index: 0, delta: change, finish_reason: finish }],
})
const call = (text: string) =>
  chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: text } }] })

rule(
  'tool arguments',
  'arguments-invalid',
  [
    ['they are cut', ['arguments-invalid: error'], call('{"city":"R'), chunk({}, 'tool_calls'), '[DONE]'],
    ['they are twice JSON', ['arguments-invalid: error'], call('{}{}'), chunk({}, 'tool_calls'), '[DONE]'],
    ['they are not JSON at all', ['arguments-invalid: error'], call('city: Rome'), chunk({}, 'tool_calls')],
  ],
  [
    ['they are JSON', [], call('{"city":'), call('"Rome"}'), chunk({}, 'tool_calls'), '[DONE]'],
    ['there are none', [], call(''), chunk({}, 'tool_calls'), '[DONE]'],
    ['the call was never said to be whole', [], call('{"city":"R')],
    ['only the text looks so', [], chunk({ content: '{"city":"R' }), chunk({}, 'stop')],
  ],
)

const thinks = chunk({ reasoning_content: 'The user greets me.' })
rule(
  'empty answers',
  'answer-empty',
  [
    ['there is reasoning alone', ['answer-empty: warning'], thinks, chunk({}, 'stop'), '[DONE]'],
    ['the tokens went into it', ['answer-empty: warning'], thinks, chunk({}, 'length'), '[DONE]'],
    ['the text is blank', ['answer-empty: warning'], thinks, chunk({ content: '\n' }), chunk({}, 'stop')],
  ],
  [
    ['there is text', [], thinks, chunk({ content: 'Hi' }), chunk({}, 'stop'), '[DONE]'],
    ['there is a tool call', [], thinks, call('{}'), chunk({}, 'tool_calls'), '[DONE]'],
    ['it is not finished', [], thinks],
    ['there was no reasoning', [], chunk({ content: '' }), chunk({}, 'stop'), '[DONE]'],
  ],
)

test('nothing is said of a message before its stream is over', () => {
  const events = [thinks, chunk({}, 'stop'), '[DONE]']
  expect(marks(['answer-empty'], of(events, { close: null }))).toEqual([])
})

test('the evidence is the event that showed it', () => {
  const events = [created, delta('Hel'), done('Hello'), completed('Hello')]
  const finding = found(of(events)).find(({ code }) => code === 'message-differs')
  expect(finding).toMatchObject({
    args: { count: 1, sum: 3, whole: 5, at: 4 },
    evidence: [{ kind: 'event', index: 2 }],
  })
})

test.each([
  ['the reasoning’s beginning and the end', [thinks, thinks, chunk({}, 'stop'), '[DONE]'], [0, 2]],
  ['one event where both are in one', [chunk({ reasoning_content: 'Hm.' }, 'stop'), '[DONE]'], [0]],
])('the evidence of an empty answer is %s', (_name, events, expected) => {
  const finding = found(of(events)).find(({ code }) => code === 'answer-empty')
  expect(finding?.evidence).toEqual(expected.map(index => ({ kind: 'event', index })))
})
