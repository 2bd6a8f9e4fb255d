import { type Case, events, START } from './examined'
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
