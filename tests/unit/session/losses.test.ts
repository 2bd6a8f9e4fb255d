import { describe, expect, test } from 'vitest'
import type { Stream } from '../../../lib/session/types'
import { type FedStream, fedStream } from './fed-stream'
import {
  blocksOf,
  chunks,
  closed,
  dropped,
  emptied,
  opened,
  record,
  recordChunks,
  responded,
  textOf,
} from './recording'

describe('bytes that a limit of the document took', () => {
  test('leave a hole and their chunks, and the block they fall into is partial', () => {
    const { append, stream } = recordChunks('data: a\n\ndata: b')
    append(emptied([5, 5]), chunks(['x\n\ndata: c\n\n']))
    expect(stream().bytes.holes()).toEqual([{ start: 16, end: 26, reason: 'document-limit' }])
    expect(stream().drops).toEqual([{ reason: 'document-limit', chunks: 2, bytes: 10 }])
    expect(stream().chunks.length).toBe(4)
    expect(stream().chunks.indexAt(22)).toBe(2)
    expect(blocksOf(stream())).toEqual([
      ['event', 'a'],
      ['partial', null],
      ['event', 'c'],
    ])
  })

  test('leave the last event ID unknown until another is set', () => {
    const { append, stream } = recordChunks('id: 1\ndata\n\n')
    append(emptied([5]), chunks(['x\nid: 3\n\ndata\n\nid: 2\ndata\n\n']))
    const { blocks } = stream()
    expect([0, 1, 2, 3].map(blocks.lastEventId)).toEqual(['1', null, null, '2'])
  })

  test('empty chunks leave none', () => {
    const { append, stream } = recordChunks('data: a')
    append(emptied([0, 0]), chunks(['\n\n']))
    expect(stream()).toMatchObject({ eventCount: 1, drops: [] })
    expect(stream().chunks.length).toBe(4)
  })
})

describe('dropped records', () => {
  test('leave a hole without chunk rows', () => {
    const { append, stream } = recordChunks('data: a\n\n')
    append(dropped(3, 10), chunks(['\n\ndata: b\n\n']))
    expect(stream().chunks.length).toBe(2)
    expect(stream().chunks.indexAt(12)).toBe(-1)
    expect(stream().chunks.indexAt(19)).toBe(1)
    expect(stream().bytes.holes()).toEqual([{ start: 9, end: 19, reason: 'recording-off' }])
    expect(stream().drops).toEqual([{ reason: 'recording-off', chunks: 3, bytes: 10 }])
    expect(blocksOf(stream()).at(-1)).toEqual(['event', 'b'])
  })

  test('before the answer are missing when the body is parsed', () => {
    const { stream } = record([opened(), dropped(1, 4), chunks(['x\n\ndata: b\n\n']), responded()])
    expect(blocksOf(stream())).toEqual([
      ['partial', ''],
      ['event', 'b'],
    ])
  })

  test('at the end are counted', () => {
    const { append, stream } = recordChunks('data: a\n\n')
    append(dropped(1, 4), closed())
    expect([stream().bytes.length, stream().bytes.held]).toEqual([13, 9])
  })
})

describe('events as a browser dispatched them', () => {
  const kinds = ({ blocks }: Stream) =>
    Array.from({ length: blocks.length }, (_, index) => blocks.kind(index))
  const stream = () => fedStream({ source: 'event-source', consumer: 'dispatch' })

  test.each([
    ['as they come', () => {}],
    ['read anew', (fed: FedStream) => fed.parseAs('json-lines')],
  ])('are whole behind a hole, %s', (_, before) => {
    const fed = stream()
    fed.push('id: 1\ndata: a\n\n')
    fed.pushLost(2, 20)
    fed.pushEmptied(12)
    before(fed)
    fed.push('data: b\n\n')
    fed.push('id: 2\ndata: c\n\n')
    fed.parseAs('event-stream')
    expect(kinds(fed)).toEqual(['event', 'partial', 'event', 'event'])
    const { blocks } = fed
    expect([0, 2, 3].map(index => blocks.read(index)?.data)).toEqual(['a', 'b', 'c'])
    expect([blocks.start(1), blocks.end(1)]).toEqual([15, 47])
    expect([1, 2, 3].map(blocks.lastEventId)).toEqual([null, null, '2'])
  })

  test('but for the rest of one whose beginning is lost', () => {
    const fed = stream()
    fed.push('data: a\n\n')
    fed.pushEmptied(12)
    fed.extend('rest\n\n')
    fed.push('data: b\n\n')
    expect(kinds(fed)).toEqual(['event', 'partial', 'event'])
    fed.parseAs('json-lines')
    fed.parseAs('event-stream')
    expect(kinds(fed)).toEqual(['event', 'partial', 'event'])
  })

  test('as bytes of another reader are not', () => {
    const fed = fedStream({ consumer: 'reader' })
    fed.push('data: a\n\n')
    fed.pushLost(1, 20)
    fed.push('data: b\n\n')
    expect(kinds(fed)).toEqual(['event', 'partial'])
  })
})

describe('the byte store', () => {
  const holed = () => {
    const { append, stream } = recordChunks('abc')
    append(dropped(1, 2), chunks(['fg']), chunks(['hi']))
    return stream().bytes
  }

  test('gives any stretch that is there, clipped to the body', () => {
    const bytes = holed()
    expect([bytes.length, bytes.held]).toEqual([9, 7])
    expect([textOf(bytes.slice(0, 3)), textOf(bytes.slice(5, 99)), textOf(bytes.slice(-5, 1))]).toEqual([
      'abc',
      'fghi',
      'a',
    ])
    expect([textOf(bytes.slice(4, 4)), textOf(bytes.slice(99, 100))]).toEqual(['', ''])
  })

  test.each([
    [2, 4],
    [3, 5],
    [4, 6],
    [0, 9],
  ])('gives null where some of [%i, %i) is missing', (start, end) =>
    expect(holed().slice(start, end)).toBeNull(),
  )

  test('keeps views it gave out intact while it grows', () => {
    const { append, stream } = recordChunks('data: a\n\n')
    const view = stream().bytes.slice(0, 9)
    for (let index = 0; index < 200; index++) append(chunks(['x'.repeat(1000)]))
    expect(textOf(view)).toBe('data: a\n\n')
    expect(textOf(stream().bytes.slice(0, 10))).toBe('data: a\n\nx')
  })

  test('keeps large runs without copying them', () => {
    const run = chunks(['x'.repeat(50_000)])
    const { stream } = record([opened(), run])
    expect(stream().bytes.slice(0, 10)?.buffer).toBe(run.bytes.buffer)
  })
})

describe('the limit of a stream', () => {
  const limited = (streamBytes: number) =>
    record([opened(1), responded(1), opened(2), responded(2)], { streamBytes })

  test('drops its oldest chunks and no other stream’s; times, sizes and blocks stay', () => {
    const { append, stream } = limited(20)
    append(chunks(['data: x\n\n'], { streamId: 2 }), chunks(['data: a\n\n', 'data: b\n\n', 'data: c\n\n']))
    expect(blocksOf(stream())).toEqual([
      ['event', null],
      ['event', 'b'],
      ['event', 'c'],
    ])
    expect(stream().chunks.length).toBe(3)
    expect(stream().drops).toEqual([{ reason: 'stream-limit', chunks: 1, bytes: 9 }])
    expect(stream().bytes.holes()).toEqual([{ start: 0, end: 9, reason: 'stream-limit' }])
    expect(stream(2).bytes.held).toBe(9)
  })

  test('can be lowered while streams run, and what it freed counts for the session', () => {
    const { append, session, stream } = record([opened(), responded()], { streamBytes: 30, sessionBytes: 30 })
    append(chunks(['data: a\n\n', 'data: b\n\n', 'data: c\n\n']))
    session.setLimits({ streamBytes: 10 })
    expect(session.limits).toEqual({ streamBytes: 10, sessionBytes: 30 })
    expect(stream().bytes.held).toBe(9)
    append(opened(2), responded(2), chunks(['x'.repeat(10), 'y'.repeat(10)], { streamId: 2 }))
    expect([stream().bytes.held, stream(2).bytes.held]).toEqual([9, 10])
    expect(stream(2).drops).toEqual([{ reason: 'stream-limit', chunks: 1, bytes: 10 }])
  })

  test('of the session can be lowered too', () => {
    const { append, session, stream } = limited(100)
    append(chunks(['data: a\n\n']), chunks(['data: x\n\n'], { streamId: 2 }))
    session.setLimits({ sessionBytes: 10 })
    expect([stream(1).bytes.held, stream(2).bytes.held]).toEqual([0, 9])
    expect(stream(1).drops).toEqual([{ reason: 'session-limit', chunks: 1, bytes: 9 }])
  })
})

describe('the limit of the session', () => {
  const limited = (sessionBytes: number) =>
    record([opened(1), responded(1), opened(2), responded(2)], { sessionBytes })

  test('drops the oldest chunks first, whatever their stream; blocks stay', () => {
    const { append, stream } = limited(27)
    append(
      chunks(['data: a\n\n']),
      chunks(['data: b\n\n'], { streamId: 2 }),
      chunks(['data: c\n\n', 'data: d\n\n']),
    )
    expect(stream(1).bytes.holes()).toEqual([{ start: 0, end: 9, reason: 'session-limit' }])
    expect(stream(1).drops).toEqual([{ reason: 'session-limit', chunks: 1, bytes: 9 }])
    expect(blocksOf(stream(1))).toEqual([
      ['event', null],
      ['event', 'c'],
      ['event', 'd'],
    ])
    expect(stream(2).drops).toEqual([])
    append(chunks(['x']))
    expect(blocksOf(stream(2))).toEqual([['event', null]])
    expect(stream(2).blocks.type(0)).toBe('message')
  })

  test('forgets a last event ID whose bytes are gone, and says so', () => {
    const { append, stream } = limited(15)
    append(chunks(['id: 1\ndata\n\n']), chunks(['data\n\n']))
    expect(stream().blocks.lastEventId(1)).toBeNull()
  })

  test('joins what it dropped bit by bit', () => {
    const { append, stream } = limited(10)
    for (let index = 0; index < 20; index++) append(chunks(['data\n\n']))
    expect(stream().bytes.holes()).toHaveLength(1)
    expect(stream().drops).toEqual([{ reason: 'session-limit', chunks: 19, bytes: 114 }])
    expect(stream().bytes.held).toBe(6)
    expect(stream().eventCount).toBe(20)
  })

  test('keeps holes of other reasons apart', () => {
    const { append, stream } = limited(10)
    append(chunks(['aaaaa']), dropped(1, 5), chunks(['bbbbb']), chunks(['c'.repeat(10)]))
    expect(stream().bytes.holes()).toEqual([
      { start: 0, end: 5, reason: 'session-limit' },
      { start: 5, end: 10, reason: 'recording-off' },
      { start: 10, end: 15, reason: 'session-limit' },
    ])
  })

  test('drops a chunk larger than itself at once, also one that comes in pieces', () => {
    const { append, stream } = limited(10)
    append(chunks(['x'.repeat(11)]))
    expect(stream().bytes.held).toBe(0)
    append({ ...chunks(['x'.repeat(8)]), continues: true }, { ...chunks(['x'.repeat(8)]), continues: true })
    expect([stream().bytes.length, stream().bytes.held]).toEqual([27, 0])
    append(chunks(['data: x\n']))
    expect(stream().bytes.held).toBe(8)
  })

  test('applies to streams that are not parsed yet', () => {
    const { append, stream } = record([opened(), chunks(['data: a\n\n']), chunks(['x\n\ndata: b\n\n'])], {
      sessionBytes: 12,
    })
    append(responded())
    expect(blocksOf(stream())).toEqual([
      ['partial', ''],
      ['event', 'b'],
    ])
  })

  test('does not apply to what was cleared', () => {
    const { append, session, stream } = limited(10)
    append(chunks(['12345678']))
    session.clear()
    append(opened(3), chunks(['12345678'], { streamId: 3 }))
    expect(stream(3).bytes.held).toBe(8)
  })
})
