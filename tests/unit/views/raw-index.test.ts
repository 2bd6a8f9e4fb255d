import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createRawIndex, type RawIndex } from '../../../lib/views/raw-index'
import { LINE_LIMIT } from '../../../lib/views/raw-row'
import { type FedStream, fedStream } from '../session/fed-stream'

const bytesOf = (...chunks: (string | Uint8Array)[]) => {
  const stream = fedStream({ contentType: 'application/wasm' })
  for (const chunk of chunks) stream.push(chunk)
  return stream
}

const scanned = (stream: FedStream): RawIndex => {
  const index = createRawIndex(stream)
  while (index.scan(1 << 16));
  return index
}

const spans = (index: RawIndex) => index.rows(0, index.length).map(row => [row.start, row.end])

test('lines end with LF, CR or CRLF', () => {
  expect(spans(scanned(bytesOf('a\nb\rc\r\nd')))).toEqual([
    [0, 2],
    [2, 4],
    [4, 7],
    [7, 8],
  ])
})

test('a chunk begins a row, even inside a line, a character or a CRLF', () => {
  const emoji = new TextEncoder().encode('😀')
  const index = scanned(bytesOf('ab\r', '\ncd', emoji.slice(0, 2), emoji.slice(2)))
  expect(spans(index)).toEqual([
    [0, 3],
    [3, 4],
    [4, 6],
    [6, 8],
    [8, 10],
  ])
  expect(index.rows(0, 9).map(row => row.chunk)).toEqual([0, 1, 1, 2, 3])
})

test('an endless line is cut, never inside a character', () => {
  const index = scanned(bytesOf(`a${'é'.repeat(1200)}`))
  const [first, second] = index.rows(0, 2)
  expect([first?.end, second?.start]).toEqual([LINE_LIMIT + 1, LINE_LIMIT + 1])
  expect(index.length).toBe(3)
})

test('a CRLF at the cut stays whole', () => {
  expect(spans(scanned(bytesOf(`${'x'.repeat(LINE_LIMIT - 1)}\r\ny`)))).toEqual([
    [0, LINE_LIMIT + 1],
    [LINE_LIMIT + 1, LINE_LIMIT + 2],
  ])
})

test('a dropped stretch is one row', () => {
  const stream = bytesOf('a\nb\n', 'c\nd\n')
  stream.drop(1)
  expect(scanned(stream).rows(0, 9)).toMatchObject([
    { start: 0, end: 4, hole: { reason: 'session-limit' } },
    { start: 4, end: 6, hole: null },
    { start: 6, end: 8, hole: null },
  ])
})

test('rows are found again after bytes were dropped that had been indexed', () => {
  const stream = bytesOf('a\nb\n'.repeat(100), 'a\nb\n'.repeat(100), 'c\nd\n'.repeat(200))
  const index = scanned(stream)
  expect(index.length).toBe(800)
  expect(index.rows(5, 6)).toMatchObject([{ start: 10, hole: null }])
  stream.drop(1)
  while (index.scan(1 << 16));
  expect(index.length).toBe(1 + 200 + 400)
  expect(index.rowAt(1199)).toBe(400)
  expect(index.rows(0, 2)).toMatchObject([{ end: 400 }, { start: 400, end: 402 }])
})

test('it grows with the stream and says whether there is more', () => {
  const stream = bytesOf('a\n'.repeat(100))
  const index = createRawIndex(stream)
  expect(index.scan(20)).toBe(true)
  expect([index.length, index.indexed]).toEqual([10, 20])
  expect(index.rowAt(20)).toBe(-1)
  expect(index.scan(1000)).toBe(false)
  stream.push('b\n')
  index.scan(1000)
  expect(index.length).toBe(101)
})

test('rows cover every byte once, in order, and every byte finds its row', () => {
  const chunk = fc.stringMatching(/^[ab\r\n]{0,30}$/)
  fc.assert(
    fc.property(fc.array(chunk, { maxLength: 40 }), fc.integer({ min: 1, max: 64 }), (chunks, budget) => {
      const stream = bytesOf(...chunks)
      const index = createRawIndex(stream)
      while (index.scan(budget));
      const rows = index.rows(0, index.length)
      const ends = rows.map(row => row.end)
      expect(rows.map(row => row.start)).toEqual([0, ...ends].slice(0, rows.length))
      expect(ends.at(-1) ?? 0).toBe(stream.bytes.length)
      for (let offset = 0; offset < stream.bytes.length; offset++) {
        const row = index.rowAt(offset)
        expect(index.rows(row, row + 1)).toMatchObject([rows[row]])
        expect(rows[row]?.start).toBeLessThanOrEqual(offset)
        expect(rows[row]?.end).toBeGreaterThan(offset)
      }
    }),
  )
})

test('a chunk that goes on goes on with its row', () => {
  const stream = bytesOf('ab')
  const index = scanned(stream)
  stream.extend('cd\ne')
  while (index.scan(1 << 16));
  expect(spans(index)).toEqual([
    [0, 5],
    [5, 6],
  ])
})

test('however it came about, an index is that of the body as it now is', () => {
  const text = fc.stringMatching(/^[ab\n]{1,80}$/)
  const step = fc.oneof(
    { weight: 4, arbitrary: text.map(chunk => (stream: FedStream) => stream.push(chunk)) },
    text.map(chunk => (stream: FedStream) => stream.extend(chunk)),
    fc.double({ min: 0, max: 1, noNaN: true }).map(part => (stream: FedStream) => dropFront(stream, part)),
    fc.integer({ min: 1, max: 9 }).map(size => (stream: FedStream) => stream.pushEmptied(size)),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), steps => {
      const stream = bytesOf('a\n'.repeat(200))
      const index = scanned(stream)
      for (const change of steps) {
        change(stream)
        index.scan(100)
        index.rows(0, 200)
      }
      while (index.scan(1 << 16));
      expect(spans(index)).toEqual(spans(scanned(stream)))
      const fresh = scanned(stream)
      for (let offset = 0; offset < stream.bytes.length; offset += 7) {
        expect(index.rowAt(offset)).toBe(fresh.rowAt(offset))
      }
    }),
  )
})

/** As the session does at its limit: whole chunks from the start. */
const dropFront = (stream: FedStream, part: number) => {
  stream.drop(Math.floor(part * stream.chunks.length))
}
