import { sse } from '../messages'
import type { Example } from './example'

const turbo = (action: string, target: string, text: string) =>
  `<turbo-stream action="${action}" target="${target}"><template><p>${text}</p></template></turbo-stream>`
const uuid = (last: string) => `urn:uuid:e1ee88e2-532a-4d6f-ba70-f0f8bd58402${last}`

export const documentExamples: readonly Example[] = [
  {
    protocol: 'turbo',
    what: 'elements by action and target, in events',
    source: 'https://turbo.hotwired.dev/reference/streams',
    chunks: sse(turbo('append', 'lines', 'a'), turbo('append', 'lines', 'b'), turbo('remove', 'x', '')),
    parts: [
      ['html', 'append', `${turbo('append', 'lines', 'a')}\n${turbo('append', 'lines', 'b')}`],
      ['html', 'remove', turbo('remove', 'x', '')],
    ],
  },
  {
    protocol: 'html',
    what: 'htmx, by event type',
    source: 'https://htmx.org/extensions/sse/',
    chunks: sse('<p>first</p>', ['news', '<p>second</p>\n<script>alert(1)</script>']),
    parts: [
      ['html', '<p>first</p>'],
      ['html', '<p>second</p>\n<script>alert(1)</script>'],
    ],
  },
  {
    protocol: 'datastar',
    what: 'elements and signals',
    source: 'https://data-star.dev/reference/sse_events',
    chunks: sse(
      ['datastar-patch-elements', 'selector #a\nmode inner\nelements <p>\nelements hi</p>'],
      ['datastar-patch-signals', 'signals {"n":1}'],
    ),
    parts: [
      ['html', 'patch-elements inner', '<p>\nhi</p>'],
      ['data', 'patch-signals', '{"n":1}'],
    ],
  },
  {
    protocol: 'datastar',
    what: 'signals merged into those of the request',
    source: 'https://data-star.dev/reference/sse_events',
    given: { request: { user: { name: 'Ada', age: 3 } } },
    chunks: sse(
      ['datastar-patch-signals', 'signals {"user": {"age": 4}}'],
      ['datastar-patch-signals', 'signals {\nsignals "n": 1}'],
      ['datastar-patch-signals', 'onlyIfMissing true\nsignals {"n": 2}'],
      ['datastar-patch-signals', 'signals {n: 3}'],
    ),
    parts: [
      ['data', 'patch-signals', '{"user":{"name":"Ada","age":4},"n":1}'],
      ['data', 'patch-signals', '{"n": 2}\n{n: 3}'],
    ],
  },
  {
    protocol: 'mercure',
    what: 'updates, by their IDs',
    source: 'https://mercure.rocks/spec',
    chunks: [`id: ${uuid('1')}\ndata: {"price":1}\n\n`, `id: ${uuid('2')}\ndata: {"price":2}\n\n`],
    parts: [['data', 'message']],
  },
  {
    protocol: 'rsc',
    what: 'rows by tag',
    source: 'https://github.com/facebook/react/blob/main/packages/react-client/src/ReactFlightClient.js',
    given: { contentType: 'text/x-component' },
    chunks: ['1:I["a",["b"],"c"]\n', '0:["$","div",null,{}]\n', '2:E{"digest":"9","message":"bad"}\n'],
    parts: [
      ['data', 'module (I)'],
      ['data', 'model'],
      ['error', '9', 'bad'],
    ],
  },
  {
    protocol: 'text',
    what: 'tokens as they are, an end marker, an error',
    source: 'home-made',
    chunks: sse('Hel', 'lo', ['error', 'bad'], '[DONE]'),
    parts: [
      ['text', 'Hello'],
      ['error', 'bad'],
    ],
    more: { ended: true },
  },
  {
    protocol: 'text',
    what: 'plain text',
    source: 'home-made',
    given: { contentType: 'text/plain' },
    chunks: ['Hel', 'lo'],
    parts: [['text', 'Hello']],
  },
  {
    protocol: 'json',
    what: 'a member that plainly holds the pieces, marked as inferred',
    source: 'home-made',
    chunks: sse({ seq: 1, token: 'Hel' }, { seq: 2, token: 'lo' }, { seq: 3, done: true }),
    parts: [
      ['text', 'token', 'Hello'],
      ['data', 'message'],
    ],
  },
  {
    protocol: 'json',
    what: 'events by type, and an error',
    source: 'home-made',
    chunks: sse(
      ['step', { step: 'lint', state: 'started' }],
      ['info', { n: 1 }],
      ['error', { message: 'bad' }],
    ),
    parts: [
      ['data', 'step'],
      ['data', 'info'],
      ['error', 'bad'],
    ],
  },
  {
    protocol: 'json',
    what: 'values that only look like others’',
    source: 'home-made',
    chunks: sse(
      { type: 'start' },
      { type: 'error', object: {} },
      { choices: ['a'] },
      { jsonrpc: '1.0', event: 'message' },
    ),
    parts: [
      ['data', 'start'],
      ['data', 'error'],
      ['data', 'message'],
    ],
  },
]
