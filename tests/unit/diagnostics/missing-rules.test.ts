import { expect, test } from 'vitest'
import { createDiagnostics } from '../../../lib/diagnostics/diagnostics'
import { sse } from '../protocols/messages'
import { fedStream, REQUESTED_AT } from '../session/fed-stream'
import type { Case } from './examined'
import { rule } from './rule-tests'

const chunk = (change: object, finish: string | null = null): string =>
  sse({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    choices: [{ index: 0, delta: change, finish_reason: finish }],
  }).join('')
const word = chunk({ content: 'word ' })
const words = (count: number): string[] => Array.from({ length: count }, () => word)
const stop = chunk({}, 'stop')
const DONE = 'data: [DONE]\n\n'
const off = (...parts: string[]) => ({ missing: parts.join('') })
const over = (...parts: string[]) => ({ missing: parts.join(''), hasRow: true }) as const
const aiSdk: Case = { answerHeaders: [['x-vercel-ai-ui-message-stream', 'v1']] }
const ndjson: Case = { type: 'application/x-ndjson' }
const tokens = '{"model":"llama3","response":"a","done":false}\n'

rule(
  'truncation of streams that miss bytes',
  ['truncated', 'end-marker-missing'],
  [
    ['Record was off long before the end', ['truncated: error'], { steps: [word, off(word), ...words(14)] }],
    [
      'Record was off long before the answer was finished',
      ['end-marker-missing: info'],
      { steps: [word, off(word), ...words(14), stop] },
    ],
    [
      'a limit took the first lines, and the last one is open',
      ['truncated: error'],
      { ...ndjson, steps: [over(tokens), tokens, tokens.slice(0, 20)] },
    ],
  ],
  [
    ['Record went off in mid answer', [], { steps: [word, word, off(word, stop, DONE)] }],
    ['a limit took the end', [], { steps: [word, word, over(word, stop, DONE)] }],
    ['a limit took every byte', [], { ...aiSdk, steps: [over(...sse({ type: 'start' }), DONE)] }],
    [
      'the finish reason may be among what is missing',
      [],
      { steps: [word, off(word, stop), sse({ object: 'chat.completion.chunk', choices: [] })[0] ?? ''] },
    ],
    [
      'the rest of the last line is missing',
      [],
      { ...ndjson, steps: [tokens, tokens.slice(0, 20), off(tokens)] },
    ],
    [
      'the end of an array is missing',
      [],
      { type: 'application/json', body: '{}', steps: ['[{"a":1},', off('{"a":2}]')] },
    ],
  ],
)

const place = { item_id: 'i', output_index: 0, content_index: 0 }
const created = { type: 'response.created', sequence_number: 0, response: { id: 'r', model: 'm' } }
const delta = (text: string) => ({ type: 'response.output_text.delta', ...place, delta: text })
const done = (text: string) => ({ type: 'response.output_text.done', ...place, text })
const response = (...list: object[]) => sse(...list).join('')
const call = (text: string) =>
  chunk({ tool_calls: [{ index: 0, id: 'c', function: { name: 'f', arguments: text } }] })
const more = (text: string) => chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] })
const thinks = chunk({ reasoning_content: 'The user greets me.' })

rule(
  'messages that miss bytes',
  ['message-differs', 'arguments-invalid', 'answer-empty'],
  [
    [
      'what is missing came after the final text',
      ['message-differs: warning'],
      { steps: [response(created, delta('Hel'), done('Hello')), off(response({ type: 'x' }))] },
    ],
    [
      'what is missing came after the call',
      ['arguments-invalid: error'],
      { steps: [call('{"city":"R'), chunk({}, 'tool_calls'), off(DONE)] },
    ],
    [
      'what is missing came after the finish reason',
      ['answer-empty: warning'],
      { steps: [thinks, stop, off(DONE)] },
    ],
  ],
  [
    [
      'Record was off between deltas',
      [],
      {
        steps: [
          response(created, delta('Hel')),
          off(response(delta('l'))),
          response(delta('o'), done('Hello')),
        ],
      },
    ],
    [
      'a limit took deltas',
      [],
      {
        steps: [
          response(created, delta('Hel')),
          over(response(delta('l'))),
          response(delta('o'), done('Hello')),
        ],
      },
    ],
    [
      'a piece of the arguments is missing',
      [],
      { steps: [call('{"ci'), off(more('ty":')), chunk({}), more('"Rome"}'), chunk({}, 'tool_calls')] },
    ],
    ['the text is missing', [], { steps: [thinks, off(word), chunk({}), stop, DONE] }],
  ],
)

const numbered = (...list: number[]) => list.map(id => `id: ${id}\ndata: ${id}\n\n`)
rule(
  'IDs of streams that miss bytes',
  ['id-repeated', 'id-order', 'id-gap'],
  [
    [
      'an ID is left out before the bytes that are missing',
      ['id-gap: warning'],
      { steps: [...numbered(1, 2, 3, 4, 5, 7, 8), over(...numbered(9)), ...numbered(10, 11)] },
    ],
    [
      'an ID is left out behind them',
      ['id-gap: warning'],
      { steps: [...numbered(1), off(...numbered(2)), ...numbered(3, 4, 5, 6, 7, 8, 9, 11)] },
    ],
    [
      'one comes again behind them',
      ['id-repeated: warning'],
      { steps: [...numbered(1), over(...numbered(2)), ...numbered(3, 4, 5, 6, 7, 8, 8)] },
    ],
  ],
  [
    [
      'IDs are missing with their bytes',
      [],
      { steps: [...numbered(1, 2, 3, 4, 5, 6), off(...numbered(7)), ...numbered(8, 9)] },
    ],
    [
      'a limit took them',
      [],
      { steps: [...numbered(1, 2, 3, 4, 5, 6), over(...numbered(7, 8)), ...numbered(9, 10)] },
    ],
    ['nothing is left but two', [], { steps: [over(...numbered(1, 2, 3, 4, 5, 6)), ...numbered(7, 9)] }],
  ],
)

const counted = (...list: number[]) =>
  list.map(
    number =>
      `event: response.${number === 0 ? 'created' : 'delta'}\ndata: {"sequence_number":${number}}\n\n`,
  )
rule(
  'sequence numbers of streams that miss bytes',
  ['sequence-broken'],
  [
    [
      'one is left out before the bytes that are missing',
      ['sequence-broken: warning'],
      { steps: [...counted(0, 1, 3), off(...counted(4)), ...counted(5)] },
    ],
    [
      'one is left out behind them',
      ['sequence-broken: warning'],
      { steps: [...counted(0, 1), off(...counted(2)), ...counted(3, 4, 6)] },
    ],
    [
      'one comes twice behind them',
      ['sequence-broken: warning'],
      { steps: [...counted(0, 1), over(...counted(2)), ...counted(3, 4, 4)] },
    ],
  ],
  [
    [
      'numbers are missing with their bytes',
      [],
      { steps: [...counted(0, 1), off(...counted(2)), ...counted(3, 4)] },
    ],
    ['a limit took them', [], { steps: [...counted(0, 1), over(...counted(2)), ...counted(3, 4)] }],
    ['the beginning is missing', [], { steps: [over(...counted(0, 1)), ...counted(2, 4)] }],
  ],
)

test.each([
  ['id-gap', numbered(...Array.from({ length: 60 }, (_, index) => index + 1))],
  ['sequence-broken', counted(...Array.from({ length: 60 }, (_, index) => index))],
])('bytes that a limit takes before anybody looks give no %s', (code, events) => {
  const fed = fedStream()
  const diagnostics = createDiagnostics(fed.session)
  const look = () => {
    diagnostics.refresh(REQUESTED_AT)
    while (diagnostics.step());
    return diagnostics.findings(fed).map(found => found.code)
  }
  for (const event of events.slice(0, 10)) fed.push(event)
  expect(look()).toEqual([])
  for (const event of events.slice(10)) fed.push(event)
  fed.drop(40, 'stream-limit')
  expect(fed.blocks.read(39)).toBeNull()
  expect(look()).not.toContain(code)
})
