import { lines, sse } from '../messages'
import type { Example } from './example'

const call = {
  jsonrpc: '2.0',
  id: 2,
  method: 'tools/call',
  params: { name: 'count', arguments: { to: 2 }, _meta: { progressToken: 7 } },
}
const progress = (done: number) => ({
  method: 'notifications/progress',
  params: { progressToken: 7, progress: done, total: 2 },
  jsonrpc: '2.0',
})
const answer = { result: { content: [{ type: 'text', text: 'counted' }] }, jsonrpc: '2.0', id: 2 }
const params = JSON.stringify(call.params)
const boundary = (value: object) =>
  `---\r\ncontent-type: application/json\r\n\r\n${JSON.stringify(value)}\r\n`
const pod = (type: string, name: string) => ({
  type,
  object: { kind: 'Pod', apiVersion: 'v1', metadata: { name } },
})
const frame = (flags: number, text: string) => `${String.fromCharCode(flags, 0, 0, 0, text.length)}${text}`
const envelope = (flags: number, value: object) => frame(flags, JSON.stringify(value))

export const operationExamples: readonly Example[] = [
  {
    protocol: 'mcp',
    what: 'a tool call with progress, in the era of sessions, after a priming event without data',
    source: 'https://modelcontextprotocol.io/specification/2025-11-25/basic/transports',
    given: { request: call, responseHeaders: [['mcp-session-id', 's']] },
    chunks: [
      'id: 0\nretry: 2000\ndata: \n\n',
      ...sse(['message', progress(1)], ['message', progress(2)], ['message', answer]),
    ],
    parts: [['operation', 'tools/call count', params, '{"content":[{"type":"text","text":"counted"}]}']],
  },
  {
    protocol: 'mcp',
    what: 'the stateless revision of 2026-07-28; a tool that failed',
    source: 'https://modelcontextprotocol.io/specification/2026-07-28',
    given: {
      request: call,
      headers: [
        ['mcp-protocol-version', '2026-07-28'],
        ['mcp-method', 'tools/call'],
      ],
    },
    chunks: sse({ jsonrpc: '2.0', id: 2, result: { isError: true, content: [] } }),
    parts: [['operation', 'tools/call count', params, '{"isError":true,"content":[]}']],
  },
  {
    protocol: 'mcp',
    what: 'a subscription of 2026-07-28, told by its methods alone',
    source: 'https://modelcontextprotocol.io/specification/2026-07-28',
    chunks: sse(
      ['message', { jsonrpc: '2.0', method: 'notifications/subscriptions/acknowledged', params: {} }],
      ['message', { jsonrpc: '2.0', method: 'notifications/tools/list_changed', params: {} }],
    ),
    parts: [
      ['data', 'notifications/subscriptions/acknowledged'],
      ['data', 'notifications/tools/list_changed'],
    ],
  },
  {
    protocol: 'json-rpc',
    what: 'a notification, an answer and an error, in a batch too',
    source: 'https://www.jsonrpc.org/specification',
    chunks: sse({ jsonrpc: '2.0', method: 'tick', params: [1] }, [
      { jsonrpc: '2.0', id: 1, result: 19 },
      { jsonrpc: '2.0', id: 2, error: { code: -32601, message: 'Method not found' } },
    ]),
    parts: [
      ['data', 'tick'],
      ['operation', '19'],
      ['operation', '{"code":-32601,"message":"Method not found"}'],
      ['error', '-32601', 'Method not found'],
    ],
  },
  {
    protocol: 'graphql',
    what: 'a subscription with a connection of its own',
    source: 'https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md',
    given: { request: { query: 'subscription Greet { greetings }' } },
    chunks: [
      ':\n\n',
      ...sse(
        ['next', { data: { greetings: 'Hi' } }],
        ['next', { errors: [{ message: 'bad' }] }],
        ['complete', ''],
      ),
    ],
    parts: [
      ['operation', 'subscription Greet', 'subscription Greet { greetings }'],
      ['error', 'bad'],
    ],
    more: { ended: true },
  },
  {
    protocol: 'graphql',
    what: 'operations that share one connection',
    source: 'https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md',
    chunks: sse(
      ['next', { id: 'a', payload: { data: { x: 1 } } }],
      ['next', { id: 'b', payload: { data: { y: 1 } } }],
      ['complete', { id: 'a' }],
    ),
    parts: [['operation'], ['operation']],
  },
  {
    protocol: 'graphql',
    what: 'incremental delivery, the older form',
    source: 'https://github.com/graphql/graphql-over-http/blob/main/rfcs/IncrementalDelivery.md',
    given: { contentType: 'multipart/mixed; boundary="-"' },
    chunks: [
      boundary({ data: { user: { name: 'A' }, list: [1] }, hasNext: true }),
      boundary({
        incremental: [
          { data: { age: 3 }, path: ['user'] },
          { items: [2], path: ['list', 1] },
        ],
        hasNext: true,
      }),
      boundary({ hasNext: false }),
      '-----\r\n',
    ],
    parts: [['operation', '{"user":{"name":"A","age":3},"list":[1,2]}']],
    more: { ended: true },
  },
  {
    protocol: 'graphql',
    what: 'incremental delivery by IDs',
    source: 'https://github.com/graphql/graphql-spec/pull/1110',
    given: { contentType: 'multipart/mixed; boundary="-"' },
    chunks: [
      boundary({ data: { user: {} }, pending: [{ id: '0', path: ['user'] }], hasNext: true }),
      boundary({ incremental: [{ id: '0', data: { age: 3 } }], completed: [{ id: '0' }], hasNext: false }),
      '-----\r\n',
    ],
    parts: [['operation', '{"user":{"age":3}}']],
  },
  {
    protocol: 'trpc',
    what: 'a subscription that ends in an error',
    source: 'https://trpc.io/docs/client/links/httpSubscriptionLink',
    chunks: [
      'event: connected\ndata: {"reconnectAfterInactivityMs":5000}\n\n',
      'data: {"tick":1}\nid: 1\n\n',
      'event: serialized-error\ndata: {"message":"bad","code":-32603}\n\n',
    ],
    parts: [
      ['operation', 'subscription'],
      ['error', '-32603', 'bad'],
    ],
  },
  {
    protocol: 'trpc',
    what: 'a batch as JSON lines, one answer failed',
    source: 'https://trpc.io/docs/client/links/httpBatchStreamLink',
    given: { contentType: 'application/json', headers: [['trpc-accept', 'application/jsonl']] },
    chunks: [
      '{"0":[[0],[null,0,0]],"1":[[0],[null,0,1]]}\n',
      '[1,0,[[{"result":0}],["result",0,2]]]\n',
      '[2,0,[[{"data":0}],["data",0,3]]]\n',
      '[3,0,[[{"double":2}]]]\n',
      '[0,0,[[{"error":{"message":"bad"}}]]]\n',
    ],
    parts: [
      ['operation', 'call 0', '{"message":"bad"}'],
      ['operation', 'call 1', '{"double":2}'],
      ['error', 'bad'],
    ],
  },
  {
    protocol: 'kubernetes-watch',
    what: 'a watch that is too old',
    source: 'https://kubernetes.io/docs/reference/using-api/api-concepts/',
    given: { contentType: 'application/json' },
    chunks: lines(pod('ADDED', 'a'), pod('MODIFIED', 'a'), {
      type: 'ERROR',
      object: { kind: 'Status', code: 410, message: 'too old resource version' },
    }),
    parts: [
      ['data', 'ADDED Pod'],
      ['data', 'MODIFIED Pod'],
      ['data', 'ERROR Status'],
      ['error', '410', 'too old resource version'],
    ],
  },
  {
    protocol: 'json-patch',
    what: 'operations as lists and one by one',
    source: 'https://www.rfc-editor.org/rfc/rfc6902',
    chunks: sse([{ op: 'add', path: '/a', value: 1 }], { op: 'remove', path: '/a' }),
    parts: [['data', 'JSON Patch', '{}']],
    more: { parts: [{ inferred: true }], notes: [] },
  },
  {
    protocol: 'json-patch',
    what: 'a document that the stream begins with, and a patch that does not fit',
    source: 'https://www.rfc-editor.org/rfc/rfc6902',
    chunks: sse(
      [{ op: 'add', path: '', value: { rows: ['a'] } }],
      { ops: [{ op: 'add', path: '/rows/-', value: 'b' }] },
      [
        { op: 'replace', path: '/rows/0', value: 'c' },
        { op: 'test', path: '/rows/1', value: 'x' },
      ],
    ),
    parts: [['data', 'JSON Patch', '{"rows":["a","b"]}']],
    more: {
      parts: [{ inferred: false }],
      notes: [{ code: 'not-applied', detail: 'test /rows/1', block: 2 }],
    },
  },
  {
    protocol: 'merge-patch',
    what: 'patches of a document, by their type',
    source: 'https://www.rfc-editor.org/rfc/rfc7396',
    given: { contentType: 'application/merge-patch+json' },
    chunks: lines({ a: 1, b: { c: 2, d: 3 } }, { b: { d: null, e: [1] } }),
    parts: [['data', 'JSON Merge Patch', '{"a":1,"b":{"c":2,"e":[1]}}']],
    more: { parts: [{ inferred: true }] },
  },
  {
    protocol: 'merge-patch',
    what: 'patches of a document, by the events’ type',
    source: 'https://www.rfc-editor.org/rfc/rfc7396',
    chunks: sse(['merge-patch', { a: 1 }], ['merge-patch', { b: 'x' }]),
    parts: [['data', 'JSON Merge Patch', '{"a":1,"b":"x"}']],
  },
  {
    protocol: 'connect',
    what: 'messages and an end that is an error',
    source: 'https://connectrpc.com/docs/protocol#streaming-rpcs',
    given: { contentType: 'application/connect+json' },
    chunks: [envelope(0, { n: 1 }), envelope(2, { error: { code: 'internal', message: 'bad' } })],
    parts: [
      ['data', 'messages'],
      ['error', 'internal', 'bad'],
    ],
    more: { ended: true },
  },
  {
    protocol: 'connect',
    what: 'messages of which one member is plainly a text',
    source: 'https://connectrpc.com/docs/protocol#streaming-rpcs',
    given: { contentType: 'application/connect+json' },
    chunks: [
      envelope(0, { text: 'Let ' }),
      envelope(0, { text: 'me' }),
      envelope(0, { text: ' see' }),
      envelope(2, {}),
    ],
    parts: [
      ['text', 'text', 'Let me see'],
      ['data', 'messages'],
    ],
    more: { ended: true },
  },
  {
    protocol: 'connect',
    what: 'gRPC-web whose trailers tell an error',
    source: 'https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md',
    given: { contentType: 'application/grpc-web-text+json' },
    chunks: [
      btoa(envelope(0, { n: 1 })),
      btoa(frame(0x80, 'grpc-status: 13\r\ngrpc-message: nothing%20there\r\n')),
    ],
    parts: [
      ['data', 'messages'],
      ['error', 'grpc-status 13', 'nothing there'],
    ],
    more: { ended: true },
  },
]
