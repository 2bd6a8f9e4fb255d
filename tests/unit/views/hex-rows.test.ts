import { expect, test } from 'vitest'
import { createHexIndex } from '../../../lib/views/hex-rows'
import { fedStream } from '../session/fed-stream'

const stream = (...sizes: number[]) => {
  const fed = fedStream({ contentType: 'application/wasm' })
  for (const size of sizes) fed.push(new Uint8Array(size))
  return fed
}

test('sixteen bytes make a row, across chunks', () => {
  const index = createHexIndex(stream(10, 30))
  expect(index.length).toBe(3)
  expect(index.rows(0, 9).map(row => [row.start, row.end, row.begins])).toEqual([
    [0, 16, [0, 1]],
    [16, 32, []],
    [32, 40, []],
  ])
})

test('a byte knows its chunk', () => {
  const [row] = createHexIndex(stream(2, 1, 5)).rows(0, 1)
  expect(row?.chunks).toEqual([0, 0, 1, 2, 2, 2, 2, 2])
})

test('a dropped stretch is one row, and the bytes after it begin a new one', () => {
  const fed = stream(20)
  fed.pushEmptied(50)
  fed.push(new Uint8Array(30))
  const index = createHexIndex(fed)
  expect(index.rows(0, 9).map(row => [row.start, row.end, row.hole !== null])).toEqual([
    [0, 16, false],
    [16, 20, false],
    [20, 70, true],
    [70, 86, false],
    [86, 100, false],
  ])
})

test('every byte finds its row', () => {
  const fed = stream(20)
  fed.pushEmptied(50)
  fed.push(new Uint8Array(30))
  const index = createHexIndex(fed)
  expect([0, 17, 20, 69, 70, 99, 100].map(index.rowAt)).toEqual([0, 1, 2, 2, 3, 4, -1])
})
