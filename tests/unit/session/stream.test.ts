import { describe, expect, test } from 'vitest'
import type { BlockTable } from '../../../lib/session/types'
import { blocksOf, chunks, closed, opened, record, recordChunks, responded } from './recording'

const column = <T>({ length }: BlockTable, read: (index: number) => T): T[] =>
  Array.from({ length }, (_, i) => read(i))

describe('chunks', () => {
  test('rows have times, offsets, sizes and consumers', () => {
    const { stream } = recordChunks('data', ': a\n', '\n')
    const { chunks: table } = stream()
    expect(table.length).toBe(3)
    expect([0, 1, 2].map(i => [table.time(i), table.offset(i), table.size(i), table.consumer(i)])).toEqual([
      [2000, 0, 4, 'reader'],
      [2001, 4, 4, 'reader'],
      [2002, 8, 1, 'reader'],
    ])
  })

  test('indexAt finds the chunk of a byte, past empty chunks', () => {
    const { chunks: table } = recordChunks('ab', '', 'c', '').stream()
    expect([-1, 0, 1, 2, 3].map(offset => table.indexAt(offset))).toEqual([-1, 0, 0, 2, -1])
  })

  test('a chunk that travels in pieces is one chunk', () => {
    const { stream } = record([
      opened(),
      responded(),
      chunks(['data: a', 'bc']),
      { ...chunks(['de', '\n\n'], { time: 2001 }), continues: true },
    ])
    const { chunks: table, blocks } = stream()
    expect([0, 1, 2].map(i => [table.offset(i), table.size(i)])).toEqual([
      [0, 7],
      [7, 4],
      [11, 2],
    ])
    expect(blocks.read(0)?.data).toBe('abcde')
  })

  test('a piece whose beginning is not there stands for the chunk', () => {
    const { stream } = record([opened(), { ...chunks(['de']), continues: true }])
    expect(stream().chunks.length).toBe(1)
  })
})

describe('blocks', () => {
  test('know the chunk they began in, the chunk that completed them, and its time', () => {
    const { blocks } = recordChunks('data: a', '\n', '\ndata: b\n\n').stream()
    expect(column(blocks, i => [blocks.firstChunk(i), blocks.lastChunk(i), blocks.time(i)])).toEqual([
      [0, 2, 2002],
      [2, 2, 2002],
    ])
  })

  test('are completed by the CR of their empty line, not by the LF that follows', () => {
    const { blocks } = recordChunks('data: a\r\n\r', '\n').stream()
    expect([blocks.lastChunk(0), blocks.time(0)]).toEqual([0, 2000])
  })

  test('have the type a MessageEvent would have', () => {
    const { blocks } = recordChunks('event: add\ndata\n\ndata\n\nevent\ndata\n\n').stream()
    expect(column(blocks, blocks.type)).toEqual(['add', 'message', 'message'])
  })

  test('have their type even where there are too many to remember', () => {
    const body = Array.from({ length: 1030 }, (_, index) => `event: t${index}\ndata\n\n`).join('')
    const { blocks } = recordChunks(body).stream()
    expect([blocks.type(1), blocks.type(1029)]).toEqual(['t1', 't1029'])
  })

  test('know the last event ID in force after them', () => {
    const { append, stream } = recordChunks(
      'data\n\nid: 1\ndata\n\n: c\n\nid: 2\n\nid: a\0\ndata\n\nid\ndata\n\nid: 9\n',
    )
    append(closed())
    const { blocks } = stream()
    expect(column(blocks, blocks.lastEventId)).toEqual(['', '1', '1', '2', '2', '', ''])
  })

  test('are read across runs and segments', () => {
    const { append, stream } = recordChunks('data: a')
    append(chunks(['b'.repeat(20_000)]), chunks(['c']), chunks(['\n\n']))
    expect(stream().blocks.read(0)?.data).toBe(`a${'b'.repeat(20_000)}c`)
  })

  test('beyond the table have no bytes', () => {
    const { blocks } = recordChunks('data\n\n').stream()
    expect([blocks.read(-1), blocks.read(1), blocks.read(0.5)]).toEqual([null, null, null])
  })

  test('events are counted, nothing else', () =>
    expect(recordChunks('data\n\n: c\n\nid: 1\n\ndata\n\ndata').stream().eventCount).toBe(2))
})

test('a block that is not complete is none yet, however often one looks', () => {
  const { append, stream } = recordChunks('data: a\n')
  expect([stream().blocks.length, stream().eventCount, stream().problems.total]).toEqual([0, 0, 0])
  append(chunks(['data: b\n']))
  expect(blocksOf(stream())).toEqual([])
})

describe('format', () => {
  test('is chosen by the content type, whatever its case', () =>
    expect(record([opened(), responded(1, 'Text/Event-Stream; charset=utf-8')]).stream().format).toBe(
      'event-stream',
    ))

  test('JSON lines are events', () => {
    const { append, stream } = record([
      opened(),
      responded(1, 'application/x-ndjson'),
      chunks(['1\n', '{"a":2}']),
    ])
    append(closed())
    expect(blocksOf(stream())).toEqual([
      ['event', '1'],
      ['event', '{"a":2}'],
    ])
  })

  test('chunks that come before the answer are parsed when it comes', () => {
    const { append, stream } = record([opened(), chunks(['data: a\n\nda'])])
    expect(stream()).toMatchObject({ state: 'pending', eventCount: 0 })
    append(responded(), chunks(['ta: b\n\n']))
    expect(blocksOf(stream())).toEqual([
      ['event', 'a'],
      ['event', 'b'],
    ])
  })
})

describe('the end', () => {
  test.each(['complete', 'failed', 'aborted', 'cancelled'] as const)(
    '%s keeps the unterminated block',
    reason => {
      const { append, stream } = recordChunks('data: a\n\ndata: b')
      append(closed(reason))
      expect(stream().state).toBe(reason)
      expect(blocksOf(stream())).toEqual([
        ['event', 'a'],
        ['unterminated', 'b'],
      ])
      expect(stream().eventCount).toBe(1)
    },
  )

  test('a stream that was never answered can fail', () =>
    expect(record([opened(), closed('failed')]).stream()).toMatchObject({ state: 'failed', response: null }))
})

test('problems are counted on beyond those kept', () => {
  const { problems } = recordChunks('x\n'.repeat(1500), '\n').stream()
  expect([problems.total, problems.kept.length]).toEqual([1500, 1000])
})
