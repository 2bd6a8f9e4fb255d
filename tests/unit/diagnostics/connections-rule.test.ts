import { asks, type Case } from './examined'
import { rule } from './rule-tests'

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
