import { asks, type Case, events, mcp, posts } from './examined'
import { rule } from './rule-tests'

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
    [
      'an EventSource reconnects',
      [],
      { source: 'event-source', steps: ['id: 1\ndata: a\n\n'], close: 'lost' },
    ],
    [
      'the page is left, and some browsers say that it failed',
      [],
      { steps: ['data: a\n\n'], close: 'failed', leavesAfter: 300 },
    ],
  ],
)
