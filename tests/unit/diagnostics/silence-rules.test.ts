import type { Case, Happening } from './examined'
import { rule } from './rule-tests'

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
