import { expect, test } from 'vitest'
import { createChunkCursor } from '../../../lib/diagnostics/chunk-cursor'
import { fedStream } from '../session/fed-stream'

test('each byte is found in its chunk, behind what is missing too', () => {
  const stream = fedStream()
  for (const chunk of ['data: 1\n\n', 'd', 'ata: 2\n\n']) stream.push(chunk)
  stream.pushLost(1, 5)
  stream.push('data: 3\n\n')
  const { chunks, bytes } = stream
  const cursor = createChunkCursor(chunks)
  for (let offset = 0; offset < bytes.length; offset++) {
    const chunk = chunks.indexAt(offset)
    if (chunk >= 0) expect(cursor.at(offset)).toBe(chunk)
  }
})

test('chunks that come later are gone on to, and the last one may grow', () => {
  const stream = fedStream()
  stream.push('data: 1\n\n')
  const cursor = createChunkCursor(stream.chunks)
  expect([cursor.at(0), cursor.next]).toEqual([0, Number.NaN])
  stream.extend('data: 2\n\n')
  expect([cursor.at(9), cursor.next]).toEqual([0, Number.NaN])
  stream.push('data: 3\n\n')
  expect([cursor.at(17), cursor.next]).toEqual([0, 18])
  expect([cursor.at(18), cursor.next]).toEqual([1, Number.NaN])
})
