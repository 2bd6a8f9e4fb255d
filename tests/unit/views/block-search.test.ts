import { expect, test } from 'vitest'
import { blockAt, chunkGroup } from '../../../lib/views/block-search'
import { fedStream } from '../session/fed-stream'

const stream = () => {
  const fed = fedStream()
  fed.push('data: a\n\n')
  fed.push('\ndata: b\n\ndata: c\n\n')
  return fed
}

test('a byte belongs to the block whose lines hold it', () => {
  const { blocks } = stream()
  expect(blockAt(blocks, 0)).toBe(0)
  expect(blockAt(blocks, 8)).toBe(0)
  expect(blockAt(blocks, blocks.start(2))).toBe(2)
  expect(blockAt(blocks, 10_000)).toBe(-1)
})

test('a chunk completes a run of blocks', () => {
  const chunked = stream()
  expect([0, 1, 2].map(index => chunkGroup(chunked, index))).toEqual([
    { first: 0, size: 1 },
    { first: 1, size: 2 },
    { first: 1, size: 2 },
  ])
})
