import { expect, test } from 'vitest'
import type { Stream } from '../../../lib/session/types'
import { createEventFilter } from '../../../lib/views/event-filter'
import { parseFilter } from '../../../lib/views/filter-parser'
import { fedStream } from '../session/fed-stream'

const ALL = 1_000_000

const filterBy = (stream: Stream, text: string) => {
  const { filter, error } = parseFilter(text)
  if (error) throw new Error(`${text}: ${error.code} at ${error.at}`)
  return createEventFilter(stream, filter)
}

const stream = () => {
  const fed = fedStream()
  fed.push('event: delta\nid: a1\ndata: Hello\n\n')
  fed.push(': still HERE\n\n')
  fed.push('data: world\n\n')
  return fed
}

const hits = (text: string) => {
  const filter = filterBy(stream(), text)
  filter.scan(ALL)
  return Array.from({ length: filter.length }, (_, hit) => filter.blockAt(hit))
}

test.each([
  ['DELTA', [0]],
  ['hello', [0]],
  ['here', [1]],
  ['a1', [0, 1, 2]],
  ['o', [0, 2]],
  ['nowhere', []],
])('%s is found in type, ID in force, data and comments, whatever its case', (text, blocks) => {
  expect(hits(text)).toEqual(blocks)
})

test('an ID stops being found where another one takes its place', () => {
  const fed = fedStream()
  for (const block of ['id: a1', 'data: x', 'id: b2', 'data: y']) fed.push(`${block}\ndata: z\n\n`)
  const filter = filterBy(fed, 'A1')
  filter.scan(ALL)
  expect([0, 1, 2, 3].map(filter.hitOf)).toEqual([0, 1, -1, -1])
})

test('names of fields and line ends of the source are not what is looked into', () => {
  const fed = fedStream()
  fed.push('data: one\ndata: two\n\n')
  const found = (text: string) => {
    const filter = filterBy(fed, text)
    filter.scan(ALL)
    return filter.length
  }
  expect(['"data:"', '"one\ndata"', '"one\ntwo"', 'two'].map(found)).toEqual([0, 0, 1, 1])
})

test('it scans in slices and says whether there is more', () => {
  const filter = filterBy(stream(), 'o')
  expect(filter.scan(1)).toBe(true)
  expect([filter.scanned, filter.length]).toEqual([1, 1])
  expect(filter.scan(ALL)).toBe(false)
  expect([filter.scanned, filter.length]).toEqual([3, 2])
})

test('what was scanned is not read again', () => {
  const fed = stream()
  const filter = filterBy(fed, 'world')
  filter.scan(ALL)
  fed.push('data: the world again\n\n')
  const read = new Set<number>()
  const { slice } = fed.bytes
  fed.bytes.slice = (start, end) => {
    read.add(start)
    return slice(start, end)
  }
  filter.scan(ALL)
  expect([...read]).toEqual([fed.blocks.start(3)])
  expect(filter.blockAt(1)).toBe(3)
})

test('a block is found among the hits, or not', () => {
  const filter = filterBy(stream(), 'o')
  filter.scan(ALL)
  expect([0, 1, 2].map(filter.hitOf)).toEqual([0, -1, 1])
})

test('a large block is looked through piece by piece, and what lies across two pieces is found', () => {
  const fed = fedStream()
  fed.push(`data: ${'x'.repeat(249_990)}Needle${'x'.repeat(500_000)}\n\n`)
  fed.push('data: y\n\n')
  const found = (text: string) => {
    const filter = filterBy(fed, text)
    let slices = 1
    while (filter.scan(1)) slices++
    return { hits: filter.length, slices }
  }
  expect(found('needle')).toEqual({ hits: 1, slices: 2 })
  expect(found('nowhere')).toEqual({ hits: 0, slices: 5 })
})
