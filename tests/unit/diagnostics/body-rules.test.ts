import { type Case, events } from './examined'
import { type Row, rule } from './rule-tests'

const bytes = (...list: number[]) => new Uint8Array(list)
/** A frame of Connect and gRPC-web. */
const frame = (flags: number, text: string) => {
  const payload = new TextEncoder().encode(text)
  return bytes(flags, 0, 0, 0, payload.length, ...payload)
}
const one = (text: string, more: Case = {}): Case => ({ steps: [text], ...more })
const whole = (parts: string[], more: Case = {}): Case => ({ steps: [parts.join('')], ...more })

rule(
  'chunk borders',
  ['events-split', 'character-split'],
  [
    ['an event lies in two chunks', ['events-split: info'], { steps: ['data: a', 'b\n\n'] }],
    [
      'a character lies in two chunks',
      ['events-split: info', 'character-split: info'],
      { steps: ['data: ', bytes(0xc3), bytes(0xa9, 10, 10)] },
    ],
    ['a pipe read it', ['events-split: info'], { steps: ['data: a', 'b\n\n'], consumer: 'pipe' }],
  ],
  [
    ['each event is a chunk', [], { steps: events(9) }],
    ['all is one chunk', [], whole(events(9))],
    ['borders are those of progress events', [], { steps: ['data: a', 'b\n\n'], consumer: 'xhr-text' }],
    ['DevTools gave the bytes', [], { steps: ['data: a', 'b\n\n'], consumer: 'devtools-body' }],
    ['a comment was split', [], { steps: [': a', 'b\n\n'] }],
  ],
)

const spaced = (words: string) => words.split('|').map(word => `data:${word}\n\n`)
rule(
  'leading spaces',
  ['space-eaten'],
  [
    ['words stand straight behind the colon', ['space-eaten: warning'], whole(spaced('a|b| c| d|e| f'))],
    ['the stream goes on', ['space-eaten: warning'], whole(spaced('a|b| c| d|e| f'), { close: null })],
    [
      'it ends with [DONE]',
      ['space-eaten: warning'],
      whole([...spaced('a|b| c| d|e| f'), 'data: [DONE]\n\n']),
    ],
  ],
  [
    ['there is always a space', [], whole(events(9, index => `w${index}`))],
    ['there is never a space', [], whole(spaced('a|b|c|d|e|f'))],
    ['the data are JSON', [], whole(spaced('{}|{}| {}| {}| {}|{}'))],
    [
      'another type of event is written differently',
      [],
      whole([...spaced('a|b|c|d'), 'event: x\ndata: a\n\n']),
    ],
    ['the events were written again', [], whole(spaced('a|b| c| d|e| f'), { consumer: 'dispatch' })],
  ],
)

rule(
  'newlines',
  ['newline-in-data', 'newline-escaped'],
  [
    ['a line follows without a field', ['newline-in-data: error'], one('data: a\nsecond line\n\n')],
    ['whole paragraphs follow', ['newline-in-data: error'], one('data: a\n\nmore text here\n\ndata: b\n\n')],
    ['text holds \\n', ['newline-escaped: info'], whole(events(4, () => 'a\\nb'))],
  ],
  [
    ['each line has its field', [], one('data: a\ndata: b\n\n')],
    ['JSON holds \\n', [], whole(events(4, () => '{"a":"\\n"}'))],
    ['a field is merely unknown', [], one('data: a\nmeta: x\n\n')],
    ['the body is no event stream at all', [], one('<p>\n\nhello\n\n')],
    ['one event holds \\n, such as code', [], whole(['data: print("a\\nb")\n\n', ...events(5)])],
  ],
)

const numbered = (list: number[]) => list.map(id => `id: ${id}\ndata: ${id}\n\n`)
rule(
  'ids',
  ['id-repeated', 'id-order', 'id-gap'],
  [
    ['one comes again', ['id-repeated: warning'], whole(numbered([1, 2, 3, 4, 5, 6, 6]))],
    ['one comes late', ['id-order: warning'], whole(numbered([1, 2, 3, 4, 5, 6, 8, 7, 9]))],
    ['some are missing', ['id-gap: warning'], whole(numbered([1, 2, 3, 4, 5, 6, 9]))],
    ['it starts over', ['id-repeated: warning'], whole(numbered([1, 2, 3, 4, 5, 6, 1, 2]))],
  ],
  [
    ['they count up', [], whole(numbered([1, 2, 3, 4, 5, 6, 7, 8]))],
    ['one stands without data', [], whole([...numbered([1, 2, 3, 4, 5, 6]), 'id: 7\n\n', ...numbered([8])])],
    ['they are opaque', [], whole(['id: a\ndata: 1\n\n', 'id: a\ndata: 2\n\n'])],
    ['they never counted by one', [], whole(numbered([1, 4, 9, 12, 15, 15, 2]))],
    ['they are one conversation’s', [], whole(numbered([7, 7, 7, 7, 7, 7, 7, 7]))],
    [
      'only those listened for were seen',
      [],
      whole(numbered([1, 2, 3, 4, 5, 6, 9]), { consumer: 'dispatch' }),
    ],
    ['it is no event stream', [], whole(['{"id":1}\n', '{"id":1}\n'], { type: 'application/x-ndjson' })],
  ],
)

const response = (list: number[]) =>
  list.map(
    (number, index) =>
      `event: response.${index === 0 ? 'created' : 'delta'}\ndata: {"sequence_number":${number}}\n\n`,
  )
rule(
  'sequence numbers',
  ['sequence-broken'],
  [
    ['one is missing', ['sequence-broken: warning'], whole(response([0, 1, 3]))],
    ['one comes twice', ['sequence-broken: warning'], whole(response([0, 1, 1, 2]))],
    ['they are out of order', ['sequence-broken: warning'], whole(response([0, 2, 1]))],
  ],
  [
    ['they count', [], whole(response([0, 1, 2, 3]))],
    ['they begin later', [], whole(response([5, 6, 7]))],
    ['it is another stream', [], whole(events(3, () => '{"sequence_number":5}'))],
    ['events have none', [], whole(['event: response.created\ndata: {}\n\n', 'data: {}\n\n'])],
  ],
)

rule(
  'errors in the stream',
  ['error-in-stream'],
  [
    [
      'an event is named so, which may be a line of a log',
      ['error-in-stream: warning'],
      one('data: a\n\nevent: error\ndata: disk full\n\n'),
    ],
    [
      'an event is of that type, which may be a line of a log',
      ['error-in-stream: warning'],
      one('data: {"type":"error","line":3,"text":"x"}\n\n'),
    ],
    [
      'a graphql-sse result does',
      ['error-in-stream: error'],
      one('event: next\ndata: {"id":"1","payload":{"errors":[{"message":"x"}]}}\n\n'),
    ],
    [
      'a GraphQL result does behind its data',
      ['error-in-stream: error'],
      one('event: next\ndata: {"data":{"a":null},"errors":[{"message":"x"}]}\n\n'),
    ],
    [
      'a chunk of a chat does beside other keys',
      ['error-in-stream: error'],
      one(
        'data: {"id":"g","object":"chat.completion.chunk","error":{"code":502,"message":"x"},"choices":[]}\n\n',
      ),
    ],
    [
      'a GraphQL part does',
      ['error-in-stream: error'],
      one(
        '--x\r\ncontent-type: application/json\r\n\r\n{"payload":{"errors":[{"message":"x"}]}}\r\n--x--\r\n',
        { type: 'multipart/mixed; boundary=x' },
      ),
    ],
    [
      'the trailers of gRPC-web do',
      ['error-in-stream: error'],
      { type: 'application/grpc-web+proto', steps: [frame(0x80, 'grpc-status: 13\r\ngrpc-message: x\r\n')] },
    ],
    [
      'the end of a Connect stream does',
      ['error-in-stream: error'],
      {
        type: 'application/connect+json',
        steps: [frame(2, '{"metadata":{"a":["b"]},"error":{"code":"internal"}}')],
      },
    ],
    ['a frame does', ['error-in-stream: error'], one('data: {"error":{"message":"no"}}\n\n')],
    [
      'Anthropic does',
      ['error-in-stream: error'],
      one('event: error\ndata: {"type":"error","error":{"type":"overloaded_error"}}\n\n'),
    ],
    ['GraphQL does', ['error-in-stream: error'], one('data: {"data":null,"errors":[{"message":"x"}]}\n\n')],
    ['vLLM does', ['error-in-stream: error'], one('data: {"object":"error","message":"no"}\n\n')],
    [
      'JSON-RPC does, in a stream that goes on',
      ['error-in-stream: error'],
      one('data: {"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"no"}}\n\n', { close: null }),
    ],
    ['a line does', ['error-in-stream: error'], one('{"error":"no"}\n', { type: 'application/x-ndjson' })],
    [
      'AI SDK does',
      ['error-in-stream: error'],
      one('data: {"type":"error","errorText":"x"}\n\n', {
        answerHeaders: [['x-vercel-ai-ui-message-stream', 'v1']],
      }),
    ],
  ],
  [
    ['an error is data', [], one('data: {"level":"error","text":"x"}\n\n')],
    ['the key is null', [], one('data: {"error":null,"a":1}\n\n')],
    ['the key is deeper', [], one('data: {"a":{"error":{"x":1}}}\n\n')],
    ['text speaks of it', [], one('data: error: none\n\n')],
    [
      'the trailers of gRPC-web say that all is well',
      [],
      { type: 'application/grpc-web+proto', steps: [frame(0x80, 'grpc-status: 0\r\n')] },
    ],
    [
      'the end of a Connect stream says that all is well',
      [],
      { type: 'application/connect+json', steps: [frame(2, '{"metadata":{"error":["b"]}}')] },
    ],
    [
      'the text of a chat shows one',
      [],
      one(
        'data: {"object":"chat.completion.chunk","choices":[{"delta":{"content":"\\"error\\":{\\"a"}}]}\n\n',
      ),
    ],
    [
      'a GraphQL result has data of that name',
      [],
      one('event: next\ndata: {"data":{"errors":[{"message":"x"}]}}\n\n'),
    ],
    ['errors is empty', [], one('data: {"errors":[]}\n\n')],
  ],
)

rule(
  'bodies without fields',
  ['body-without-fields'],
  [
    ['it is JSON', ['body-without-fields: error'], one('{"error":"no"}')],
    ['it is a page', ['body-without-fields: error'], one('<!doctype html>\n<p>login</p>\n')],
    ['it is text', ['body-without-fields: error'], one('Internal Server Error\n\n')],
  ],
  [
    ['it is empty', [], { steps: [] }],
    ['it has comments alone', [], one(': ok\n\n')],
    ['it has an event', [], one('{"a":1}\n\ndata: a\n\n')],
    ['it has an ID alone', [], one('id: 1\n\n')],
    ['it goes on', [], one('{"a":1}\n\n', { close: null })],
  ],
)

rule(
  'the last event',
  ['last-event-lost', 'last-event-cut'],
  [
    ['its empty line is missing', ['last-event-lost: error'], one('data: a\n\ndata: b\n')],
    ['its line end is missing too', ['last-event-lost: error'], one('data: a\n\ndata: b')],
    ['it is the only one', ['last-event-lost: error'], one('data: b\n')],
    ...['data: a\n\ndata: b', 'data: a\n\ndata: b\n', 'data: b'].map(
      (body): Row => [
        `an EventSource lost its connection after ${JSON.stringify(body)}`,
        ['last-event-cut: info'],
        one(body, { source: 'event-source', consumer: 'devtools-body', close: 'lost' }),
      ],
    ),
  ],
  [
    ['it ends properly', [], one('data: a\n\n')],
    ['a comment ends the body', [], one('data: a\n\n: bye')],
    ['the page aborted', [], one('data: a\n\ndata: b', { close: 'aborted' })],
    ['the network cut it', [], one('data: a\n\ndata: b', { close: 'failed' })],
    [
      'an EventSource lost its connection between events',
      [],
      one('data: a\n\n: bye', { source: 'event-source', consumer: 'devtools-body', close: 'lost' }),
    ],
    [
      'nobody sees the bytes of an EventSource',
      [],
      one('data: a\n\ndata: b', { source: 'event-source', consumer: 'dispatch', close: 'lost' }),
    ],
    [
      'the page closed its EventSource',
      [],
      one('data: a\n\ndata: b', { source: 'event-source', consumer: 'devtools-body', close: 'closed' }),
    ],
    ['it goes on', [], one('data: a\n\ndata: b', { close: null })],
  ],
)

rule(
  'byte problems',
  [
    ...(['byte-order-mark-inside', 'invalid-reconnection-time', 'null-in-id'] as const),
    ...(['unknown-field', 'invalid-utf-8', 'invalid-json'] as const),
  ],
  [
    [
      'a byte order mark stands inside',
      ['byte-order-mark-inside: warning'],
      one('data: a\n\n\uFEFFdata: b\n\n'),
    ],
    ['retry is no number', ['invalid-reconnection-time: warning'], one('retry: 3s\ndata: a\n\n')],
    ['an ID holds NUL', ['null-in-id: warning'], one('id: a\0\ndata: a\n\n')],
    ['a field is unknown', ['unknown-field: info'], one('data: a\nmeta: x\n\n')],
    ['bytes are no UTF-8', ['invalid-utf-8: error'], { steps: ['data: ', bytes(0xff), '\n\n'] }],
    ['a line is no JSON', ['invalid-json: warning'], one('{"a":1}\nno\n', { type: 'application/x-ndjson' })],
  ],
  [
    ['all is well', [], one('retry: 3000\nid: 1\nevent: x\ndata: a\n\n')],
    ['the mark is at the start', [], one('\uFEFFdata: a\n\n')],
    ['an ID is empty', [], one('id\ndata: a\n\n')],
    ['a character is split between chunks', [], { steps: ['data: ', bytes(0xc3), bytes(0xa9), '\n\n'] }],
    ['lines are JSON', [], one('{"a":1}\n[]\n', { type: 'application/x-ndjson' })],
  ],
)

rule(
  '[DONE]',
  ['done-variant'],
  [
    ['it has a space', ['done-variant: info'], one('data: a\n\ndata: [DONE] \n\n')],
    ['it is written small', ['done-variant: info'], one('data: a\n\ndata: [done]\n\n')],
    ['an event comes behind it', ['done-variant: info'], one('data: [DONE]\n\ndata: a\n\n')],
  ],
  [
    ['it is last', [], one('data: a\n\ndata: [DONE]\n\n')],
    ['there is none', [], one('data: a\n\n')],
    ['a comment comes behind it', [], one('data: [DONE]\n\n: bye\n\n')],
    ['the text merely holds it', [], one('data: say [DONE] when done\n\ndata: b\n\n')],
  ],
)

rule(
  'line ends',
  ['carriage-returns'],
  [
    ['all lines end so', ['carriage-returns: info'], one('data: a\r\n\r\n')],
    ['one does', ['carriage-returns: info'], one('data: a\n\ndata: b\r\n\n')],
    ['a comment does', ['carriage-returns: info'], one(': a\r\n\r\ndata: a\n\n')],
  ],
  [
    ['none does', [], one('data: a\n\n')],
    ['the events were written again', [], one('data: a\r\n\r\n', { consumer: 'dispatch' })],
    ['it is no event stream', [], one('{}\r\n{}\r\n', { type: 'application/x-ndjson' })],
  ],
)

const chat = (finish: string | null) =>
  `data: {"object":"chat.completion.chunk","choices":[{"delta":{},"finish_reason":${JSON.stringify(finish)}}]}\n\n`
const DONE = 'data: [DONE]\n\n'
const message = (...types: string[]) =>
  ['message_start', ...types].map(type => `event: ${type}\ndata: {"type":"${type}"}\n\n`)
rule(
  'truncation',
  ['truncated', 'end-marker-missing'],
  [
    ['a chat just stops', ['truncated: error'], whole([chat(null), chat(null)])],
    ['a message has no stop', ['truncated: error'], whole(message('content_block_delta'))],
    ['a finished chat has no [DONE]', ['end-marker-missing: info'], whole([chat(null), chat('stop')])],
    [
      'an answer’s array is open',
      ['truncated: error'],
      one('[{"a":1},{"a":2}', { type: 'application/json', body: '{}' }),
    ],
    [
      'Ollama was not done',
      ['truncated: error'],
      one('{"model":"m","done":false}\n', { type: 'application/x-ndjson' }),
    ],
  ],
  [
    ['a chat is done', [], whole([chat(null), chat('stop'), DONE])],
    ['a message stops', [], whole(message('message_delta', 'message_stop'))],
    ['the page aborted', [], whole([chat(null)], { close: 'aborted' })],
    ['the network cut it', [], whole([chat(null)], { close: 'failed' })],
    [
      'an EventSource lost its connection, however',
      [],
      whole([chat(null)], { source: 'event-source', consumer: 'devtools-body', close: 'lost' }),
    ],
    ['the kind is unknown', [], whole(events(3))],
    ['it goes on', [], whole([chat(null)], { close: null })],
  ],
)

rule(
  'finish reasons',
  ['finish-length'],
  [
    ['a chat ran out', ['finish-length: warning'], whole([chat(null), chat('length'), DONE])],
    [
      'a message ran out',
      ['finish-length: warning'],
      whole([...message(), 'event: message_delta\ndata: {"delta":{"stop_reason":"max_tokens"}}\n\n']),
    ],
    [
      'Gemini ran out',
      ['finish-length: warning'],
      one('data: {"candidates":[{"finishReason":"MAX_TOKENS"}]}\n\n'),
    ],
  ],
  [
    ['it stopped', [], whole([chat('stop'), DONE])],
    ['it goes on', [], whole([chat('length')], { close: null })],
    ['the text speaks of it', [], one('data: "finish_reason":"length"\n\n')],
    ['it called a tool', [], whole([chat('tool_calls'), DONE])],
  ],
)
