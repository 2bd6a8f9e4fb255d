import { expect, test } from 'vitest'
import { createEventFilter } from '../../../lib/views/event-filter'
import { fakeStream } from './fake-stream'

const ALL = 1_000_000

const stream = () => {
  const fake = fakeStream()
  fake.push('event: delta\nid: a1\ndata: Hello\n\n')
  fake.push(': still HERE\n\n')
  fake.push('data: world\n\n')
  return fake
}

const hits = (text: string) => {
  const filter = createEventFilter(stream(), text)
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
  const fake = fakeStream()
  for (const block of ['id: a1', 'data: x', 'id: b2', 'data: y']) fake.push(`${block}\ndata: z\n\n`)
  const filter = createEventFilter(fake, 'A1')
  filter.scan(ALL)
  expect([0, 1, 2, 3].map(filter.hitOf)).toEqual([0, 1, -1, -1])
})

test('names of fields and line ends of the source are not what is looked into', () => {
  const fake = fakeStream()
  fake.push('data: one\ndata: two\n\n')
  const found = (text: string) => {
    const filter = createEventFilter(fake, text)
    filter.scan(ALL)
    return filter.length
  }
  expect(['data:', 'one\ndata', 'one\ntwo', 'two'].map(found)).toEqual([0, 0, 1, 1])
})

test('it scans in slices and says whether there is more', () => {
  const filter = createEventFilter(stream(), 'o')
  expect(filter.scan(1)).toBe(true)
  expect([filter.scanned, filter.length]).toEqual([1, 1])
  expect(filter.scan(ALL)).toBe(false)
  expect([filter.scanned, filter.length]).toEqual([3, 2])
})

test('what was scanned is not read again', () => {
  const fake = stream()
  const filter = createEventFilter(fake, 'world')
  filter.scan(ALL)
  const read: number[] = []
  const { read: original } = fake.blocks
  fake.blocks.read = index => {
    read.push(index)
    return original(index)
  }
  fake.push('data: the world again\n\n')
  filter.scan(ALL)
  expect(read).toEqual([3])
  expect(filter.blockAt(1)).toBe(3)
})

test('a block is found among the hits, or not', () => {
  const filter = createEventFilter(stream(), 'o')
  filter.scan(ALL)
  expect([0, 1, 2].map(filter.hitOf)).toEqual([0, -1, 1])
})

test('a large block is looked through piece by piece, and what lies across two pieces is found', () => {
  const fake = fakeStream()
  fake.push(`data: ${'x'.repeat(249_990)}Needle${'x'.repeat(500_000)}\n\n`)
  fake.push('data: y\n\n')
  const found = (text: string) => {
    const filter = createEventFilter(fake, text)
    let slices = 1
    while (filter.scan(1)) slices++
    return { hits: filter.length, slices }
  }
  expect(found('needle')).toEqual({ hits: 1, slices: 2 })
  expect(found('nowhere')).toEqual({ hits: 0, slices: 5 })
})
