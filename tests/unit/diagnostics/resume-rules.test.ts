import { type Case, events } from './examined'
import { rule } from './rule-tests'

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
