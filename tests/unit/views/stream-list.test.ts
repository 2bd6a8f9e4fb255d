import { expect, test } from 'vitest'
import { createStreamFilter, NO_FILTER, streamFacets } from '../../../lib/views/stream-filter'
import { type ListOptions, listStreams } from '../../../lib/views/stream-list'
import { type FedStream, type FedStreamOptions, fedStream, REQUESTED_AT } from '../session/fed-stream'

const NOW = REQUESTED_AT + 1000

const plain: ListOptions = {
  filter: NO_FILTER,
  sort: null,
  grouping: 'none',
  pinned: new Set(),
  ranks: { findings: () => 0, protocol: () => '' },
}

const list = (streams: FedStream[], options: Partial<ListOptions>) =>
  listStreams(streams, { ...plain, ...options }, NOW).map(entry =>
    entry.kind === 'document'
      ? `# ${entry.document.url}`
      : `${entry.isFollower ? '> ' : ''}${entry.stream.opened.url}`,
  )

const named = (id: number, name: string, options: FedStreamOptions = {}) =>
  fedStream({ id, url: name, ...options })

test('sorting is by value, both ways, and keeps the order of equals', () => {
  const [a, b, c] = [named(1, 'a'), named(2, 'b'), named(3, 'c')]
  b.push('data: 1\n\ndata: 2\n\n')
  expect(list([a, b, c], { sort: { column: 'events', descending: false } })).toEqual(['a', 'c', 'b'])
  expect(list([a, b, c], { sort: { column: 'events', descending: true } })).toEqual(['b', 'a', 'c'])
})

test('pinned streams stand first, whatever the order', () => {
  const streams = [named(1, 'a'), named(2, 'b'), named(3, 'c')]
  const pinned = new Set([streams[2]?.key ?? ''])
  expect(list(streams, { pinned })).toEqual(['c', 'a', 'b'])
})

test('reconnects stand under their first connection, in the order they were made', () => {
  const streams = [
    named(1, 'one', { source: 'event-source' }),
    named(2, 'other'),
    named(3, 'two', { source: 'event-source', follows: 1 }),
    named(4, 'three', { source: 'event-source', follows: 3 }),
  ]
  expect(list(streams, { grouping: 'chain' })).toEqual(['one', '> two', '> three', 'other'])
  expect(list(streams, { grouping: 'chain', sort: { column: 'start', descending: true } })).toEqual([
    'one',
    '> two',
    '> three',
    'other',
  ])
})

test('a reconnect whose first connection was cleared leads its own group', () => {
  expect(list([named(3, 'two', { follows: 1 })], { grouping: 'chain' })).toEqual(['two'])
})

test('each document heads its streams', () => {
  const streams = [
    named(1, 'a', { document: { id: 'd1', url: 'https://one.example/' } }),
    named(2, 'b', { document: { id: 'd2', url: 'https://two.example/' } }),
    named(3, 'c', { document: { id: 'd1', url: 'https://one.example/' } }),
  ]
  const one = '# https://one.example/'
  expect(list(streams, { grouping: 'document' })).toEqual([one, 'a', 'c', '# https://two.example/', 'b'])
})

test('a filter asks for every word, and for one of each kind of value', () => {
  const failed = named(1, 'https://a.example/chat?model=X', { source: 'fetch' })
  failed.close('failed')
  const running = named(2, 'https://a.example/feed', { source: 'event-source' })
  const shown = (change: object) =>
    [failed, running].filter(createStreamFilter({ ...NO_FILTER, ...change })).map(stream => stream.opened.url)
  expect(shown({ text: 'MODEL chat' })).toEqual([failed.opened.url])
  expect(shown({ text: 'chat feed' })).toEqual([])
  expect(shown({ states: ['failed'] })).toEqual([failed.opened.url])
  expect(shown({ states: ['failed', 'running'] })).toHaveLength(2)
  expect(shown({ sources: ['EventSource'] })).toEqual([running.opened.url])
  expect(shown({ types: ['SSE'] })).toEqual([running.opened.url])
})

test('the values to filter by are counted, and a chosen one stays without streams', () => {
  const streams = [named(1, 'a', { source: 'fetch' }), named(2, 'b', { source: 'fetch' })]
  expect(streamFacets(streams, { ...NO_FILTER, sources: ['XHR'] }).sources).toEqual([
    { value: 'fetch', count: 2 },
    { value: 'XHR', count: 0 },
  ])
})
