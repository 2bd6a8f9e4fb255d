import { expect, test } from 'vitest'
import type { FindingCode } from '../../../lib/diagnostics/types'
import { type Case, found } from './examined'
import { type Row, rule } from './rule-tests'

/** What JSON.parse throws for a text, as an error that nothing in the page catches. */
const parsed = (text: string) => {
  try {
    JSON.parse(text)
  } catch (error) {
    return { thrown: error instanceof Error ? error.message : '' }
  }
  throw new Error(`This is JSON: ${text}`)
}

const CODES: readonly FindingCode[] = [
  'chunk-parsed-alone',
  'done-parsed',
  'line-parsed',
  'empty-data-parsed',
  'text-parsed',
]
const lines: Case = { type: 'application/x-ndjson' }
const alone = ['chunk-parsed-alone: warning']

rule(
  'errors of the page: chunks parsed by themselves',
  CODES,
  [
    ['half an event was parsed', alone, { steps: ['data: {"a":1', parsed('{"a":1'), ',"b":2}\n\n'] }],
    ['the other half was parsed', alone, { steps: ['data: {"a":1', ',"b":2}\n\n', parsed(',"b":2}')] }],
    [
      'a character lies across the border',
      alone,
      { steps: ['data: {"a":"caf\u00e9"}\n\ndata: {"a":"\u00e9', parsed('{"a":"\u00e9'), '"}\n\n'] },
    ],
    ['half a line of JSON was parsed', alone, { ...lines, steps: ['{"a":1', parsed('{"a":1'), '}\n'] }],
    [
      'two lines were parsed as one value',
      alone,
      { ...lines, steps: ['{"a":1}\n{"a":2}\n', parsed('{"a":1}\n{"a":2}\n')] },
    ],
    [
      'two events were parsed as one',
      alone,
      { steps: ['data: {"a":1}\n\ndata: {"a":2}\n\n', parsed('{"a":1}\n\ndata: {"a":2}\n\n')] },
    ],
    [
      'the page reads on before it parses',
      alone,
      { steps: ['data: {"a":1', ',"b":2}\n\n', 'data: {}\n\n', parsed(',"b":2}')] },
    ],
    [
      'it was parsed in a way that nobody knows',
      alone,
      {
        steps: [
          'data: {"a":1',
          { thrown: 'JSON.parse: something at line 1 column 9 of the JSON data' },
          '}\n\n',
        ],
      },
    ],
    [
      'the error quotes the chunk, parsed in a way that nobody knows',
      alone,
      {
        steps: ['data: {"a":1,"b', { thrown: `Unexpected token ':', ":1,"b" is not valid JSON` }, '":2}\n\n'],
      },
    ],
    [
      'the place of the error lies in the chunk',
      alone,
      {
        steps: [
          'data: {"a":1',
          { thrown: "Expected ',' or '}' after property value in JSON at position 9 (line 1 column 10)" },
          '}\n\n',
        ],
      },
    ],
    [
      'an XMLHttpRequest gave half an event',
      alone,
      { source: 'xhr', consumer: 'xhr-text', steps: ['data: {"a":1', parsed('{"a":1'), '}\n\n'] },
    ],
  ],
  [
    ['nothing was thrown', [], { steps: ['data: {"a":1', ',"b":2}\n\n'] }],
    [
      'the error has nothing to do with JSON',
      [],
      { steps: ['data: {"a":1', { thrown: 'Unexpected identifier' }, '}\n\n'] },
    ],
    ...(
      [
        ['the page parsed undefined', '"undefined" is not valid JSON'],
        ['the page parsed an object', '"[object Object]" is not valid JSON'],
        ['the error quotes another text', `Unexpected token '<', "<!doctype "... is not valid JSON`],
        [
          'the error quotes the midst of another text',
          `Unexpected token 's', ..."oken":"sk-1"... is not valid JSON`,
        ],
        ['nothing at all was parsed', 'Unexpected end of JSON input'],
        [
          'nothing was parsed in Firefox',
          'JSON.parse: unexpected end of data at line 1 column 1 of the JSON data',
        ],
        [
          'its place lies behind the chunk',
          'Unterminated string in JSON at position 400 (line 1 column 401)',
        ],
        [
          'its line lies behind the chunk',
          'JSON.parse: unexpected character at line 7 column 2 of the JSON data',
        ],
      ] as const
    ).map(([name, thrown]): Row => [name, [], { steps: ['data: {"a":1', { thrown }, ',"b":2}\n\n'] }]),
    ['the chunk is whole and the error another’s', [], { steps: ['data: {}\n\n', parsed('{"other":')] }],
    [
      'the page read the body at once',
      [],
      { consumer: 'text', steps: ['data: {"a":1', parsed('data: {"a":1')] },
    ],
    [
      'an EventSource gave whole events',
      [],
      { source: 'event-source', consumer: 'dispatch', steps: ['data: {"a":1}', parsed('{"a":1')] },
    ],
  ],
)

rule(
  'errors of the page: what is no JSON',
  CODES,
  [
    ['[DONE] was parsed', ['done-parsed: warning'], { steps: ['data: [DONE]\n\n', parsed('[DONE]')] }],
    [
      'a variant of [DONE] was parsed',
      ['done-parsed: warning'],
      { steps: ['data: {}\n\ndata: [DONE] \n\n', parsed('[DONE] ')] },
    ],
    [
      'an EventSource handed [DONE] on',
      ['done-parsed: warning'],
      { source: 'event-source', consumer: 'dispatch', steps: ['data: [DONE]\n\n', parsed('[DONE]')] },
    ],
    [
      'a comment was parsed',
      ['line-parsed: warning'],
      { steps: [': PROCESSING\n\n', parsed(': PROCESSING')] },
    ],
    [
      'a comment was parsed without its first characters',
      ['line-parsed: warning'],
      { steps: [': PROCESSING\n\ndata: {}\n\n', parsed(': PROCESSING'.slice(6))] },
    ],
    [
      'another field was parsed',
      ['line-parsed: warning'],
      { steps: ['event: ping\ndata: {}\n\n', parsed('event: ping')] },
    ],
    [
      'a line was parsed with its name',
      ['line-parsed: warning'],
      { steps: ['data: {"a":1}\n\n', parsed('data: {"a":1}')] },
    ],
    ['empty data were parsed', ['empty-data-parsed: warning'], { steps: ['id: 1\ndata: \n\n', parsed('')] }],
    ['words were parsed', ['text-parsed: warning'], { steps: ['data: ping\n\n', parsed('ping')] }],
  ],
  [
    ['the marker was not parsed', [], { steps: ['data: [DONE]\n\n'] }],
    [
      'the comment is older',
      [],
      { steps: [': ping\n\n', 'data: {}\n\n', 'data: {}\n\n', 'data: {}\n\n', parsed(': ping')] },
    ],
    ['something else was empty', [], { steps: ['data: {}\n\n', parsed('')] }],
    ['the bytes are gone', [], { steps: [parsed('[DONE]')] }],
  ],
)

test('the evidence is each chunk, and what of the first was parsed', () => {
  const steps = ['data: {"a":1', parsed('{"a":1'), '}\n\ndata: {"b', parsed('{"b'), '":1}\n\n']
  const finding = found({ steps }).find(({ code }) => code === 'chunk-parsed-alone')
  expect(finding?.evidence).toEqual([
    { kind: 'chunk', index: 0 },
    { kind: 'chunk', index: 1 },
    { kind: 'bytes', start: 0, end: 12 },
  ])
  expect(finding?.args).toMatchObject({ count: 2, chunk: 1, afterTime: 1, text: 'data: {"a":1' })
})
