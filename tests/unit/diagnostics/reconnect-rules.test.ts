import { expect, test } from 'vitest'
import { asks, type Case, findingsIn, mcp, posts, sessionOf } from './examined'
import { rule } from './rule-tests'

const failed = (at: number, more: Case = {}): Case => ({ at, status: 401, type: '', ...more })
const times = (at: readonly number[], given: Case): Case[] => at.map(each => ({ ...given, at: each }))
const error = 'event: error\ndata: {"message":"overloaded"}\n\n'
/** An `EventSource` whose server ends each time after the same. */
const recycled = (every: number, count: number, stepsOf: (index: number) => string[]): Case[] =>
  Array.from(
    { length: count },
    (_, index): Case => ({
      ...{
        source: 'event-source',
        consumer: 'devtools-timed-body',
        at: index * every,
        steps: stepsOf(index),
      },
      ...{ close: 'lost', ...(index > 0 && { follows: index }) },
    }),
  )
rule(
  'reconnect loops',
  ['reconnect-loop'],
  [
    [
      'a body that asks for a stream gets JSON again and again',
      ['reconnect-loop: error'],
      ...times([0, 1000, 2000], {
        ...{ ...posts('{"stream":true}'), type: 'application/json', steps: ['{"error":1}'] },
      }),
    ],
    [
      'MCP gets a page again and again',
      ['reconnect-loop: error'],
      ...times([0, 1000, 2000], { ...mcp('{"id":1}'), type: 'text/html', steps: ['<p>'] }),
    ],
    [
      'an EventSource is opened anew whenever it is refused',
      ['reconnect-loop: error'],
      ...times([0, 1000, 2000], { source: 'event-source', status: null, close: 'refused' }),
    ],
    [
      'requests of which nothing came stand between',
      ['reconnect-loop: error'],
      ...[failed(0), failed(1000), { at: 1500, status: null, close: 'closed' } as const, failed(2000)],
    ],
    [
      'all that comes is an error, each time in other words',
      ['reconnect-loop: error'],
      ...recycled(3000, 3, index => [`event: error\ndata: {"message":"request ${index}"}\n\n`]),
    ],
    [
      'the same comes before an error',
      ['reconnect-loop: error'],
      ...times([0, 1000, 2000], { ...posts('{}'), steps: ['data: hello\n\n', error] }),
    ],
    [
      'the same comes five times in a few seconds',
      ['reconnect-loop: warning'],
      ...recycled(1000, 5, () => ['id: 1\ndata: a\n\n']),
    ],
    [
      'an EventSource gets the same whenever it comes back',
      ['reconnect-loop: info'],
      ...recycled(3000, 5, () => ['data: a\n\n']),
    ],
    ['401 comes three times', ['reconnect-loop: error'], failed(0), failed(1000), failed(2000)],
    [
      'the type is wrong each time',
      ['reconnect-loop: error'],
      ...[0, 3000, 6000].map((at): Case => ({ at, steps: ['{"error":1}'] })),
    ],
    [
      'the network refuses each time',
      ['reconnect-loop: error'],
      ...[0, 1000, 2000].map((at): Case => ({ at, status: null, close: 'failed' })),
    ],
    [
      'nobody reads why it is refused',
      ['reconnect-loop: error'],
      ...[0, 1000, 2000].map(at => failed(at, { close: null })),
    ],
    [
      'nobody reads what came instead of a stream',
      ['reconnect-loop: error'],
      ...[0, 1000, 2000].map((at): Case => ({ ...asks, at, type: 'text/html', close: null })),
    ],
  ],
  [
    ['it was twice', [], failed(0), failed(1000)],
    [
      'MCP answers with JSON',
      [],
      ...[0, 1000, 2000].map(
        (at): Case => ({ ...mcp(`{"id":${at}}`), at, type: 'application/json', steps: ['{"result":{}}'] }),
      ),
    ],
    [
      'MCP answers with JSON to the very same',
      [],
      ...times([0, 1000, 2000], { ...mcp('{"id":1}'), type: 'application/json', steps: ['{"result":{}}'] }),
    ],
    ['MCP takes notes', [], ...times([0, 1000, 2000], { ...mcp('{"method":"n"}'), status: 202, type: '' })],
    [
      'lines are asked for, and there are none',
      [],
      ...times([0, 1000, 2000], { type: 'application/x-ndjson' }),
    ],
    [
      'what is refused differs',
      [],
      ...[0, 1000, 2000].map((at): Case => ({ ...posts(`{"id":${at}}`), at, status: 401, type: '' })),
    ],
    [
      'all was asked for before anything was refused',
      [],
      ...[0, 1, 2].map((at): Case => failed(at, { answerAfter: 100 })),
    ],
    [
      'each connection goes on where the one before ended',
      [],
      ...recycled(1000, 8, index => [`id: ${index}\ndata: a\n\n`]),
    ],
    ['each connection brings other data', [], ...recycled(1000, 8, index => [`data: ${index}\n\n`])],
    [
      'few ask for the same with time between',
      [],
      ...times([0, 6000, 12_000, 18_000, 24_000], { steps: ['data: a\n\n'] }),
    ],
    [
      'a POST is answered alike',
      [],
      ...times([0, 1000, 2000, 3000, 4000], { ...posts('{"query":"{a}"}'), steps: ['data: {"a":1}\n\n'] }),
    ],
    ['it is the same four times', [], ...recycled(1000, 4, () => ['data: a\n\n'])],
    [
      'one of the errors came behind something new',
      [],
      ...recycled(1000, 3, index => [index === 1 ? 'data: b\n\n' : 'data: a\n\n', error]),
    ],
    [
      'heartbeats alone come at each poll',
      [],
      ...recycled(3000, 4, () => ['retry: 3000\n\n', ': nothing new\n\n']),
    ],
    ['events came', [], ...[0, 1000, 2000].map((at): Case => ({ at, steps: ['data: a\n\n'] }))],
    ['nothing has come yet', [], ...[0, 1, 2].map((at): Case => ({ ...asks, at, close: null }))],
    [
      'what is read is another kind of stream',
      [],
      ...[0, 1, 2].map((at): Case => ({ at, type: 'application/x-ndjson', close: null })),
    ],
    ['it was long ago', [], failed(0), failed(20_000), failed(60_000)],
    ['the addresses differ', [], failed(0), failed(1, { url: 'https://b.example/' }), failed(2)],
    ['the page aborted', [], ...[0, 1, 2].map((at): Case => ({ at, close: 'aborted' }))],
    [
      'one brought something',
      [],
      failed(0),
      failed(1000),
      { at: 1500, steps: ['data: a\n\n'] },
      failed(2000),
    ],
  ],
)

rule(
  'retry',
  ['retry-small'],
  [
    ['it is 100', ['retry-small: warning'], { steps: ['retry: 100\ndata: a\n\n'] }],
    ['it is 0', ['retry-small: warning'], { steps: ['retry: 0\n\n'] }],
    [
      'it is 0 and was obeyed',
      ['retry-small: error'],
      { source: 'event-source', close: 'lost' },
      { source: 'event-source', follows: 1, close: 'lost' },
      { source: 'event-source', follows: 2, steps: ['retry: 0\n\n'], close: 'lost' },
    ],
  ],
  [
    ['it is 3000', [], { steps: ['retry: 3000\ndata: a\n\n'] }],
    ['there is none', [], { steps: ['data: retry: 1\n\n'] }],
    ['it is no number', [], { steps: ['retry: 1s\n\n'] }],
    ['it is data', [], { steps: ['{"retry":1}\n'], type: 'application/x-ndjson' }],
  ],
)

test('a small retry is an error from the third connection on, whatever came after', () => {
  const session = sessionOf(
    { source: 'event-source', steps: ['retry: 0\n\n'], close: 'lost' },
    { source: 'event-source', follows: 1, steps: ['retry: 0\n\n'], close: 'lost' },
    { source: 'event-source', follows: 2, steps: ['retry: 0\n\n'], close: 'lost' },
  )
  const severities = session.streams.map(
    stream => findingsIn(session, stream).find(({ code }) => code === 'retry-small')?.severity,
  )
  expect(severities).toEqual(['warning', 'warning', 'error'])
})
