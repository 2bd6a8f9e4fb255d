import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Stream } from '../../../lib/session/types'
import { readQuery } from '../../../lib/views/search-query'
import { searchHitRow } from '../../../lib/views/search-row'
import { createStreamSearch } from '../../../lib/views/stream-search'
import { fedStream } from '../session/fed-stream'

const queryOf = (text: string) => {
  const { query } = readQuery(text)
  if (!query) throw new Error(`${text} is no query.`)
  return query
}

const find = (stream: Stream, text: string, budget = 10_000_000) => {
  const search = createStreamSearch(stream, queryOf(text))
  while (search.scan(budget));
  return search
}

const places = (stream: Stream, text: string, budget?: number) =>
  find(stream, text, budget).hits.map(({ block, inText, offset }) => [
    block,
    inText ? 'text' : 'bytes',
    offset,
  ])

const stream = () => {
  const fed = fedStream()
  fed.push('event: delta\nid: a1\ndata: Hello\ndata: there\n\n')
  fed.push(': still HERE\n\nretry: 10\n\ndata: last he')
  fed.close()
  return fed
}

test('types, own IDs, data and comments of events are found, in any case', () => {
  expect(places(stream(), 'DELTA')).toEqual([[0, 'text', 0]])
  expect(places(stream(), 'a1')).toEqual([[0, 'text', 0]])
  expect(places(stream(), 'here').map(([block]) => block)).toEqual([0, 1])
  expect(places(stream(), '/o\\nt/')).toEqual([[0, 'text', 0]])
  expect(places(stream(), '/^HE/')).toEqual([])
  expect(places(stream(), '/^HE/i')).toEqual([[0, 'text', 0]])
})

test('what only the bytes hold is told apart from what an event says', () => {
  expect(places(stream(), 'data:').map(([block, where]) => [block, where])).toEqual([
    [0, 'bytes'],
    [3, 'bytes'],
  ])
})

test('the lines of a body that is no event stream are found at their offsets', () => {
  const fed = fedStream({ contentType: 'text/html' })
  fed.push('<p>é</p>\n<b>Error</b>\n')
  fed.push('<i>error</i>\n')
  fed.close()
  expect(places(fed, 'error')).toEqual([
    [-1, 'bytes', 10],
    [-1, 'bytes', 23],
  ])
  const [hit] = find(fed, 'error').hits
  const row = hit && searchHitRow(fed, hit, queryOf('error'))
  expect(row).toMatchObject({ excerpt: { before: '<b>', match: 'Error' } })
})

test('what is still being read is not taken for bytes of no event', () => {
  const fed = fedStream()
  fed.push('data: one\n\ndata: tw')
  const search = createStreamSearch(fed, queryOf('tw'))
  expect([search.scan(1e6), search.events, search.bytes]).toEqual([false, 0, 0])
  fed.push('o\n\n')
  expect([search.scan(1e6), search.events, search.bytes]).toEqual([false, 1, 0])
})

test('the counts go on where the list ends', () => {
  const fed = fedStream()
  fed.push('data: x\n\n'.repeat(1000))
  const search = find(fed, 'x')
  expect([search.events, search.hits.length]).toEqual([1000, 200])
})

test('a large event is found piece by piece, once', () => {
  const fed = fedStream()
  fed.push(`data: ${'x'.repeat(249_990)}Needle${'x'.repeat(500_000)}needle\n\ndata: needle\n\n`)
  expect(places(fed, 'needle', 1).map(([block]) => block)).toEqual([0, 1])
})

test('the result does not depend on the slices', () => {
  const body = fc.array(fc.constantFrom('data: ab\n\n', ': b\n\n', 'id: b\n\n', 'x\n', 'é b\r\n\r\n'), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(body, fc.integer({ min: 1, max: 500 }), (parts, budget) => {
      const fed = fedStream()
      fed.push(parts.join(''))
      fed.close()
      expect(places(fed, 'b', budget)).toEqual(places(fed, 'b'))
    }),
    { numRuns: 100 },
  )
})
