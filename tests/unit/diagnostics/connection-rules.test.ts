import { expect, test } from 'vitest'
import { type Case, events, findingsIn, type Happening, START, sessionOf } from './examined'
import { rule } from './rule-tests'

const batch = events(6).join('')
const stamped = (every: number) => events(6, index => `{"ts":${START + 100 + index * every}}`).join('')
const nginx: Case = { answerHeaders: [['server', 'nginx/1.22']] }
const gzip: Case = { answerHeaders: [['content-encoding', 'gzip']] }
rule(
  'buffering',
  ['buffered-by-compression', 'buffered-by-nginx', 'buffered'],
  [
    ['nginx answers late with all', ['buffered-by-nginx: warning'], { ...nginx, steps: [3000, batch] }],
    ['compression holds it back', ['buffered-by-compression: warning'], { ...gzip, steps: [3000, batch] }],
    ['times in the events prove it', ['buffered: error'], { answerAfter: 1500, steps: [stamped(250)] }],
    [
      'the head came while they were made, and no page reads before that',
      ['buffered-by-compression: error'],
      { ...gzip, answerAfter: 1300, steps: [1000, stamped(250)] },
    ],
    [
      'the head came at once, and the page may have read late',
      ['buffered: warning'],
      { steps: [4000, stamped(600)] },
    ],
    [
      'the head named nginx at once',
      ['buffered-by-nginx: warning'],
      { ...nginx, steps: [4000, stamped(600)] },
    ],
    [
      'an EventSource was open long before',
      ['buffered: warning'],
      { source: 'event-source', consumer: 'dispatch', steps: [4000, stamped(600)] },
    ],
    ['nothing tells why', ['buffered: info'], { steps: [3000, batch] }],
    [
      'DevTools alone lists the compression, of another origin',
      ['buffered-by-compression: warning'],
      { listedHeaders: [['Content-Encoding', 'gzip']], steps: [3000, batch] },
    ],
    [
      'an EventSource gets all at once',
      ['buffered-by-nginx: warning'],
      { ...nginx, source: 'event-source', consumer: 'dispatch', steps: [3000, ...events(6)] },
    ],
  ],
  [
    ['events come one by one', [], { ...nginx, steps: events(8).flatMap(event => [400, event]) }],
    ['it answers at once', [], { ...nginx, steps: [20, batch] }],
    ['the server made them at once', [], { ...nginx, steps: [3000, stamped(1)] }],
    ['it resumes', [], { ...nginx, steps: [3000, batch], headers: [['Last-Event-ID', '3']] }],
    [
      'the events are older than the request',
      [],
      { steps: [10, stamped(250).replaceAll(String(START).slice(0, 5), '17800')] },
    ],
    ['the page read the whole body', [], { ...nginx, steps: [3000, batch], consumer: 'text' }],
    ['DevTools gave the bytes', [], { ...nginx, steps: [3000, batch], consumer: 'devtools-body' }],
    [
      'Record was off before the burst',
      [],
      { ...nginx, steps: [3000, { missing: 'data' }, batch.repeat(3)] },
    ],
    ['there are too few events', [], { ...nginx, steps: [3000, 'data: a\n\n'] }],
    ['they came in many pieces, as a fast model writes', [], { ...nginx, steps: [3000, ...events(6)] }],
  ],
)

const unseen: Case = { source: 'event-source', consumer: 'dispatch' }
const lostAfter = (seconds: number): Happening[] => ['data: a\n\n', seconds * 1000, { close: 'lost' }]
const cutAfter = (seconds: number, more: Case = {}): Case => ({
  steps: ['data: a\n\n', seconds * 1000, { close: 'failed' }],
  ...more,
})
rule(
  'cuts in silence',
  ['cut-when-idle', 'cut-without-events'],
  [
    [
      'an EventSource shows its events alone',
      ['cut-without-events: info'],
      cutAfter(60, { ...unseen, steps: lostAfter(60) }),
    ],
    [
      'it does so twice',
      ['cut-without-events: info'],
      cutAfter(7, { ...unseen, steps: lostAfter(7) }),
      cutAfter(7, { ...unseen, steps: lostAfter(7.1), at: 9000 }),
    ],
    [
      'DevTools gives the bytes of an EventSource',
      ['cut-when-idle: info'],
      cutAfter(60, { ...unseen, steps: lostAfter(60), consumer: 'dispatch-body' }),
    ],
    ['it was a minute', ['cut-when-idle: info'], cutAfter(60)],
    ['it was a minute twice', ['cut-when-idle: warning'], cutAfter(60), cutAfter(60.2, { at: 70_000 })],
    ['it was the same twice', ['cut-when-idle: warning'], cutAfter(7), cutAfter(7.1, { at: 9000 })],
  ],
  [
    ['it was of no known length', [], cutAfter(41)],
    ['it was cut in the middle', [], cutAfter(0.1), cutAfter(0.1, { at: 1000 })],
    ['the page aborted', [], { steps: ['data: a\n\n', 60_000, { close: 'aborted' }] }],
    ['it ended properly', [], { steps: ['data: a\n\n', 60_000, { close: 'complete' }] }],
    ['the silences differ', [], cutAfter(7), cutAfter(12, { at: 9000 })],
    [
      'an EventSource was quiet for as long as nobody else is',
      [],
      cutAfter(41, { ...unseen, steps: lostAfter(41) }),
    ],
    [
      'Record was off at its end',
      [],
      { steps: ['data: a\n\n', 60_000, { missing: ': ping' }, { close: 'failed' }] },
    ],
    ['nobody knows when the last byte came', [], cutAfter(60, { consumer: 'devtools-body' })],
  ],
)

rule(
  'silence',
  ['silent', 'no-events', 'comments-only'],
  [
    ['nothing comes', ['silent: info'], { steps: ['data: a\n\n'], close: null }],
    [
      'nothing ever came of an EventSource, whose comments nobody sees',
      ['no-events: info'],
      { steps: [], source: 'event-source', close: null, consumer: 'dispatch' },
    ],
    [
      'an EventSource shows its events alone',
      ['no-events: info'],
      { ...unseen, steps: ['data: a\n\n'], close: null },
    ],
    [
      'DevTools gives the bytes of an EventSource',
      ['silent: info'],
      { ...unseen, steps: ['data: a\n\n'], close: null, consumer: 'dispatch-body' },
    ],
    ['nothing ever came of a request', ['silent: info'], { steps: [], close: null }],
    [
      'only comments come',
      ['comments-only: info'],
      { steps: ['data: a\n\n', 580_000, ': ping\n\n'], close: null },
    ],
  ],
  [
    ['something has just come', [], { steps: [590_000, 'data: a\n\n'], close: null }],
    ['it has ended', [], { steps: ['data: a\n\n'] }],
    ['a refusal is left unread', [], { status: 401, type: 'application/json', steps: [], close: null }],
    ['Record was off since', [], { steps: ['data: a\n\n', { missing: ': ping' }], close: null }],
    ['an EventSource has just had an event', [], { ...unseen, steps: [590_000, 'data: a\n\n'], close: null }],
    [
      'events may be among what Record left out',
      [],
      {
        steps: ['data: a\n\n', { missing: 'data: b\n\n' }, 580_000, '\n\n: ping\n\n: ping\n\n'],
        close: null,
      },
    ],
    ['there never was an event', [], { steps: [580_000, ': ping\n\n'], close: null }],
    ['times are not known', [], { steps: ['data: a\n\n'], close: null, consumer: 'devtools-body' }],
  ],
)

const asks: Case = { headers: [['accept', 'text/event-stream']] }
const posts = (body: string): Case => ({ method: 'POST', body })
/** As MCP's clients ask. */
const mcp = (body: string): Case => ({
  ...posts(body),
  url: 'https://api.example/mcp',
  headers: [['accept', 'application/json, text/event-stream']],
})
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

const post: Case = { method: 'POST', body: '{"q":1}', steps: ['data: a\n\n'] }
const finished: Case = {
  ...post,
  steps: ['data: {"object":"chat.completion.chunk","choices":[]}\n\n', 'data: [DONE]\n\n'],
}
const resumed: Case = { ...post, headers: [['last-event-id', '1']] }
rule(
  'repeated requests',
  ['request-repeated'],
  [
    ['a library repeats it', ['request-repeated: warning'], { ...post, close: 'aborted' }, resumed],
    ['somebody does', ['request-repeated: info'], { ...post, close: 'aborted' }, post],
    [
      'a library gave up waiting and says that it tries again',
      ['request-repeated: warning'],
      { ...post, steps: [], status: null, close: 'aborted' },
      { ...post, headers: [['X-Stainless-Retry-Count', '1']] },
    ],
    ['the network had cut it', ['request-repeated: warning'], { ...post, close: 'failed' }, resumed],
  ],
  [
    ['the first one was complete', [], post, post],
    ['the body is another', [], { ...post, close: 'aborted' }, { ...post, body: '{"q":2}' }],
    ['it is a GET', [], { steps: ['data: a\n\n'], close: 'aborted' }, { steps: ['data: a\n\n'] }],
    [
      'a library tries again what never was answered',
      [],
      { ...post, steps: [], status: null, close: 'failed' },
      { ...post, headers: [['X-Stainless-Retry-Count', '1']] },
    ],
    [
      'a library asks for the first time, after the user gave up',
      [],
      { ...post, steps: [], status: null, close: 'aborted' },
      { ...post, headers: [['X-Stainless-Retry-Count', '0']] },
    ],
    ['nothing had come', [], { ...post, steps: [], close: 'aborted' }, post],
    ['the first one was let go of at its end marker', [], { ...finished, close: 'cancelled' }, finished],
  ],
)

const source = (steps: string[], more: Case = {}): Case => ({
  ...{ source: 'event-source', consumer: 'devtools-timed-body', steps, close: 'lost', ...more },
})
const mcpOf = (version: string, id?: string): Case => ({
  headers: [['mcp-protocol-version', version], ...(id === undefined ? [] : [['last-event-id', id] as const])],
})
const three = ['id: 1\ndata: a\n\n', 'id: 2\ndata: b\n\n', 'id: 3\ndata: c\n\n']
rule(
  'resumption',
  ['last-event-id-ignored', 'last-event-repeated', 'no-ids'],
  [
    [
      'MCP had IDs',
      ['last-event-id-ignored: warning'],
      { ...mcpOf('2025-11-25'), steps: three, close: 'failed' },
      { ...mcpOf('2025-11-25', '3'), steps: three },
    ],
    [
      'it begins with the event that the request names',
      ['last-event-repeated: warning'],
      source(three),
      source([three[2] ?? '', 'id: 4\ndata: d\n\n'], { follows: 1, lastEventId: '3' }),
    ],
    [
      'fetch gets the event that it names',
      ['last-event-repeated: warning'],
      { steps: three, close: 'failed' },
      { steps: [three[2] ?? ''], headers: [['Last-Event-ID', '3']] },
    ],
    [
      'there was no other event than the one that is named',
      ['last-event-repeated: warning'],
      source(['id: 3\ndata: c\n\n']),
      source(['id: 3\ndata: c\n\n', 'id: 4\ndata: d\n\n'], { follows: 1, lastEventId: '3' }),
    ],
    [
      'it begins again',
      ['last-event-id-ignored: warning'],
      source(three),
      source(three, { follows: 1, lastEventId: '3' }),
    ],
    [
      'fetch resumes in vain',
      ['last-event-id-ignored: warning'],
      { steps: three, close: 'failed' },
      { steps: three, headers: [['Last-Event-ID', '3']] },
    ],
    ['there are no IDs', ['no-ids: info'], source(['data: a\n\n']), source(['data: b\n\n'], { follows: 1 })],
  ],
  [
    ['it goes on', [], source(three), source(['id: 4\ndata: d\n\n'], { follows: 1, lastEventId: '3' })],
    [
      'events have the ID of their conversation',
      [],
      source(['id: x\ndata: ping\n\n', 'id: x\ndata: ping\n\n']),
      source(['id: x\ndata: ping\n\n'], { follows: 1, lastEventId: 'x' }),
    ],
    [
      'the same ID names something else',
      [],
      source(three),
      source(['id: 3\ndata: now\n\n'], { follows: 1, lastEventId: '3' }),
    ],
    [
      'the first event has no ID of its own',
      [],
      source(three),
      source(['data: c\n\n'], { follows: 1, lastEventId: '3' }),
    ],
    ['nothing was resumed', [], { steps: three }, { steps: three }],
    ['it is the first', [], source(three)],
    [
      'events without IDs are alike',
      [],
      { steps: events(3, () => 'x'), close: 'failed' },
      { steps: events(3, () => 'x'), headers: [['Last-Event-ID', '3']] },
    ],
    [
      'MCP has none',
      [],
      { steps: three, close: 'failed' },
      {
        steps: three,
        headers: [
          ['Last-Event-ID', '3'],
          ['mcp-protocol-version', '2026-07-28'],
        ],
      },
    ],
  ],
)

rule(
  'answers',
  ['not-a-stream', 'refused', 'event-source-refused'],
  [
    ['JSON comes', ['not-a-stream: error'], { ...asks, type: 'application/json', steps: ['{"error":"x"}'] }],
    [
      'a page comes',
      ['not-a-stream: error'],
      { method: 'POST', body: '{"stream":true}', type: 'text/html; charset=utf-8', steps: ['<p>'] },
    ],
    [
      'it is refused',
      ['refused: warning'],
      { ...asks, status: 500, type: 'application/json', steps: ['{}'] },
    ],
    ...['application/json', 'application/json, text/plain, */*'].map((accept): [string, string[], Case] => [
      `JSON comes for a body that asks for a stream, and Accept is ${accept}`,
      ['not-a-stream: error'],
      {
        ...{ method: 'POST', body: '{"model":"m","messages":[{"content":"\\"{["}],"stream": true}' },
        ...{ headers: [['accept', accept]], type: 'application/json', steps: ['{"choices":[]}'] },
      },
    ]),
    [
      'a page comes for a body of which only the beginning was kept',
      ['not-a-stream: error'],
      { ...posts('{"stream":true,"messages":[{"content":"a'), type: 'text/html', steps: ['<p>'] },
    ],
    [
      'a page comes where a stream or JSON was asked for',
      ['not-a-stream: error'],
      { ...mcp('{"jsonrpc":"2.0","id":1}'), type: 'text/html', steps: ['<!doctype html>'] },
    ],
    ['it is not there', ['refused: info'], { ...asks, status: 405, type: '' }],
    [
      'an EventSource gets 503',
      ['event-source-refused: error'],
      { source: 'event-source', status: 503, close: 'refused' },
    ],
    [
      'an EventSource is refused unseen',
      ['event-source-refused: info'],
      { source: 'event-source', status: null, close: 'refused' },
    ],
  ],
  [
    ['a stream comes', [], { ...asks, steps: ['data: a\n\n'] }],
    [
      'JSON was accepted too',
      [],
      {
        headers: [['accept', 'application/json, text/event-stream']],
        type: 'application/json',
        steps: ['{}'],
      },
    ],
    [
      'what asks for a stream is a part of the body',
      [],
      {
        ...mcp('{"method":"tools/call","params":{"arguments":{"stream":true}}}'),
        ...{ type: 'application/json', steps: ['{}'] },
      },
    ],
    [
      'the body says no',
      [],
      { ...posts('{"stream":false,"tools":[{"stream":true}]}'), type: 'application/json', steps: ['{}'] },
    ],
    [
      'a page was accepted too',
      [],
      { headers: [['accept', 'text/event-stream, text/html']], type: 'text/html', steps: ['<p>'] },
    ],
    ['there is no content', [], { ...asks, status: 204, type: '' }],
    ['204 ends an EventSource', [], { source: 'event-source', status: 204, type: '', close: 'refused' }],
    [
      'lines of JSON are labelled JSON',
      [],
      {
        ...asks,
        type: 'application/json',
        steps: ['{"a":1}\n{"b":1}\n'],
        answerHeaders: [['vary', 'trpc-accept']],
      },
    ],
  ],
)

rule(
  'content types',
  ['wrong-content-type', 'cacheable'],
  [
    [
      'an event stream is called text',
      ['wrong-content-type: info'],
      { type: 'text/plain', steps: events(3) },
    ],
    [
      'it is called bytes',
      ['wrong-content-type: info'],
      { type: 'application/octet-stream', steps: events(3) },
    ],
    [
      'it may be stored',
      ['cacheable: info'],
      { steps: events(3), answerHeaders: [['cache-control', 'public, max-age=60']] },
    ],
  ],
  [
    ['it is right', [], { steps: events(3) }],
    [
      'no caching is asked for',
      [],
      { steps: events(3), answerHeaders: [['cache-control', 'no-cache, max-age=60']] },
    ],
    [
      'it is a POST',
      [],
      { method: 'POST', steps: events(3), answerHeaders: [['cache-control', 'max-age=60']] },
    ],
    ['plain text is text', [], { type: 'text/plain', steps: ['hello'] }],
  ],
)

rule(
  'ends',
  ['cut-by-network', 'stopped-by-page'],
  [
    ['the network failed', ['cut-by-network: error'], { steps: ['data: a\n\n'], close: 'failed' }],
    ['there was no answer', ['cut-by-network: error'], { status: null, close: 'failed' }],
    ['it timed out', ['cut-by-network: error'], { steps: [], close: 'timed-out' }],
    ['the page aborted', ['stopped-by-page: info'], { steps: ['data: a\n\n'], close: 'aborted' }],
    [
      'the page is left long after it failed',
      ['cut-by-network: error'],
      { steps: ['data: a\n\n'], close: 'failed', leavesAfter: 5_000 },
    ],
  ],
  [
    ['it is complete', [], { steps: ['data: a\n\n'] }],
    ['it goes on', [], { steps: ['data: a\n\n'], close: null }],
    ['an EventSource reconnects', [], source(three)],
    [
      'the page is left, and some browsers say that it failed',
      [],
      { steps: ['data: a\n\n'], close: 'failed', leavesAfter: 300 },
    ],
  ],
)

const open = (count: number, more: (index: number) => Case = () => ({})): Case[] =>
  Array.from(
    { length: count },
    (_, index): Case => ({
      ...{ url: `http://app.example/${index}`, steps: ['data: a\n\n'], close: null, ...more(index) },
    }),
  )
const secure = (httpVersion: string): ((index: number) => Case) => {
  return index => ({ url: `https://app.example/${index}`, httpVersion })
}
/** The page asked for these and did nothing with the answers. */
const unread = (given: Case): (() => Case) => {
  return () => ({ ...given, steps: [] })
}
const same = (): Case => ({ url: 'https://app.example/feed', source: 'event-source' })
rule(
  'connections',
  ['many-connections', 'same-address'],
  [
    ['six are open', ['many-connections: error'], ...open(6)],
    ['four are open', ['many-connections: info'], ...open(4)],
    [
      'the seventh waits',
      ['many-connections: error'],
      ...open(7, index => (index === 6 ? { status: null, steps: [] } : {})),
    ],
    ['six speak HTTP/1.1 over TLS', ['many-connections: error'], ...open(6, secure('http/1.1'))],
    ['Firefox says so', ['many-connections: info'], ...open(4, secure('HTTP/1.1'))],
    [
      'the others over TLS wait',
      ['many-connections: error'],
      ...open(7, index => ({
        ...{ url: `https://app.example/${index}` },
        ...(index === 0 ? { httpVersion: 'http/1.1' } : index > 5 && { status: null, steps: [] }),
      })),
    ],
    [
      'an answer that has ended says that it is HTTP/1.1',
      ['many-connections: error'],
      { url: 'https://app.example/page', httpVersion: 'http/1.1' },
      ...open(6, index => ({ url: `https://app.example/${index}` })),
    ],
    [
      'six EventSources have nothing to say',
      ['many-connections: error'],
      ...open(6, index => ({ source: 'event-source', steps: [], url: `http://app.example/${index}` })),
    ],
    ['of some nothing was read yet', ['many-connections: info'], ...open(6, unread({}))],
    [
      'of one of six nothing was read yet',
      ['many-connections: info'],
      ...open(6, index => (index === 2 ? { steps: [] } : {})),
    ],
    [
      'six are read, and one is not',
      ['many-connections: error'],
      ...open(7, index => (index === 2 ? { steps: [] } : {})),
    ],
    ['three have one address', ['same-address: warning'], ...open(3, same)],
  ],
  [
    ['three are open', [], ...open(3)],
    ['they have ended', [], ...open(6, index => (index < 5 ? { close: 'complete' } : {}))],
    ['TLS may mean HTTP/2', [], ...open(8, index => ({ url: `https://app.example/${index}` }))],
    ['it is HTTP/2', [], ...open(8, secure('h2'))],
    ['it is HTTP/3', [], ...open(8, secure('h3'))],
    ['Firefox says that it is HTTP/2', [], ...open(8, secure('HTTP/2'))],
    [
      'a proxy speaks HTTP/2 with the browser',
      [],
      ...open(8, () => ({ url: 'http://app.example/', httpVersion: 'h2' })),
    ],
    ['DevTools does not know', [], ...open(8, secure(''))],
    ['they are refused, and nobody reads why', [], ...open(8, unread({ status: 429, type: 'text/plain' }))],
    [
      'they are refused, and why is being read',
      [],
      ...open(8, () => ({ status: 500, type: 'text/html', steps: ['<p>'] })),
    ],
    ['JSON came, and nobody reads it', [], ...open(8, unread({ ...asks, type: 'application/json' }))],
    ['they go to different hosts', [], ...open(6, index => ({ url: `http://${index}.example/` }))],
    ['two have one address', [], ...open(2, same)],
    [
      'requests of one address are not EventSources',
      [],
      ...open(3, () => ({ url: 'https://app.example/chat' })),
    ],
  ],
)
