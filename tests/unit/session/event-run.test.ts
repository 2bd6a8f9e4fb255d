import { expect, test } from 'vitest'
import { fedStream } from './fed-stream'

const streamOf = (...blocks: readonly string[]) => {
  const stream = fedStream()
  stream.push(blocks.join(''))
  return stream
}
const EVENT = 'data: 1\n\n'

test('a run has events that follow each other, and no other block', () => {
  const { blocks } = streamOf(EVENT, EVENT, ': comment\n\n', EVENT)
  expect(blocks.run(0, 10, 100).length).toBe(2)
  expect(blocks.run(1, 10, 100).length).toBe(1)
  expect(blocks.run(2, 10, 100).length).toBe(0)
})

test('a run has so many events at most, and none that ends behind the given offset', () => {
  const { blocks } = streamOf(EVENT, EVENT, EVENT)
  expect(blocks.run(0, 2, 100).length).toBe(2)
  expect(Array.from(blocks.run(1, 10, 27).ends)).toEqual([18, 27])
  expect(Array.from(blocks.run(1, 10, 26).ends)).toEqual([18])
  expect(blocks.run(1, 10, 17).length).toBe(0)
})
