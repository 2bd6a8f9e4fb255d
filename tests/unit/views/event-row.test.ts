import { expect, test } from 'vitest'
import type { EventRow } from '../../../lib/views/event-row'
import { createEventRows } from '../../../lib/views/event-rows'
import { type FedStream, fedStream } from '../session/fed-stream'

const rowsOf = (stream: FedStream): EventRow[] => {
  const row = createEventRows(stream)
  return Array.from({ length: stream.blocks.length }, (_, index) => row(index, index - 1))
}

const streamOf = (...chunks: string[]) => {
  const stream = fedStream()
  stream.respond()
  for (const chunk of chunks) stream.push(chunk, 100)
  return stream
}

test('gaps lie between chunks: events of one chunk came together', () => {
  const rows = rowsOf(streamOf('data: a\n\n', 'data: b\n\ndata: c\n\n', 'data: d\n\n'))
  expect(rows.map(row => row.gap)).toEqual([null, 100, 0, 100])
  expect(rows.map(row => row.inChunk)).toEqual([1, 2, 2, 1])
  expect(rows.map(row => row.leadsChunk)).toEqual([true, true, false, true])
})

test('time counts from the request', () => {
  expect(rowsOf(streamOf('data: a\n\n', 'data: b\n\n')).map(row => row.since)).toEqual([100, 200])
})

test('an event split over chunks names both', () => {
  const [row] = rowsOf(streamOf('data: a', 'b\n\n'))
  expect(row).toMatchObject({ firstChunk: 0, chunk: 1, since: 200, preview: 'ab' })
})

test('an ID stays in force, and only the event that set it says so', () => {
  const rows = rowsOf(streamOf('id: 7\ndata: a\n\n', 'data: b\n\n'))
  expect(rows.map(({ id, setsId }) => ({ id, setsId }))).toEqual([
    { id: '7', setsId: true },
    { id: '7', setsId: false },
  ])
})

test('comments, blocks without data and unterminated ones stand in their place', () => {
  const stream = streamOf(': beat\n\n', 'retry: 10\n\n', 'data: a\n\n', 'data: cut')
  stream.close()
  const rows = rowsOf(stream)
  expect(rows.map(row => row.kind)).toEqual(['comment', 'no-data', 'event', 'unterminated'])
  expect(rows.map(row => row.preview)).toEqual(['beat', 'retry: 10', 'a', 'cut'])
})

test('a row is one line, cut at 200 characters', () => {
  const [row] = rowsOf(streamOf(`data: {\ndata: ${'x'.repeat(300)}\n\n`))
  expect(row?.preview).toBe(`{⏎${'x'.repeat(198)}…`)
})

test('an event whose bytes were dropped keeps its place and time', () => {
  const stream = streamOf('id: 1\ndata: a\n\n')
  stream.drop(1)
  expect(rowsOf(stream)[0]).toMatchObject({ preview: null, id: null, since: 100, size: 15 })
})

test('a block whose chunk left no trace has no time, and the next one no gap', () => {
  const stream = streamOf('data: a\n\n', 'data: b\n\n')
  stream.blocks.lastChunk = index => index - 1
  stream.blocks.time = index => (index === 0 ? Number.NaN : stream.chunks.time(0))
  expect(rowsOf(stream)).toMatchObject([
    { chunk: -1, at: null, since: null, inChunk: 1 },
    { gap: null, since: 100 },
  ])
})

test('a large block is read once, and again when bytes were dropped', () => {
  const stream = streamOf(`data: ${'x'.repeat(9000)}\n\n`)
  const { read } = stream.blocks
  let reads = 0
  stream.blocks.read = index => {
    reads++
    return read(index)
  }
  const rows = createEventRows(stream)
  rows(0, -1)
  expect(rows(0, -1).preview).toMatch(/^x{200}…$/)
  expect(reads).toBe(1)
  stream.drop(1)
  expect(rows(0, -1).preview).toBeNull()
})

test('of a large block only the beginning is read; an ID behind it still shows that it was set', () => {
  const long = 'x'.repeat(100_000)
  const stream = streamOf(`data: ${long}\nid: 1\n\n`, `data: ${long}\n\n`)
  const limits: unknown[] = []
  const { read } = stream.blocks
  stream.blocks.read = (index, limit) => {
    limits.push(limit)
    const detail = read(index)
    return detail && { ...detail, id: null }
  }
  expect(rowsOf(stream).map(({ id, setsId }) => ({ id, setsId }))).toEqual([
    { id: '1', setsId: true },
    { id: '1', setsId: false },
  ])
  expect(limits).toEqual([65_536, 65_536])
})
