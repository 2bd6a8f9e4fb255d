import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaptureRecord } from '../../../lib/wire/records'
import {
  blocksOf,
  chunks,
  closed,
  dropped,
  emptied,
  opened,
  type Recording,
  record,
  recordChunks,
  responded,
  textOf,
} from './recording'

const restated = (count: number): CaptureRecord => ({
  kind: 'stream-restated',
  streamId: 1,
  at: 4500,
  chunks: count,
})

/** Everything that a reader can see of the stream. */
const seen = ({ stream }: Recording) => {
  const { chunks: table, bytes, blocks, drops, eventCount, problems } = stream()
  const rows = Array.from({ length: table.length }, (_, index) => [
    table.time(index),
    table.offset(index),
    table.size(index),
    table.consumer(index),
  ])
  return {
    rows,
    consumers: table.consumers,
    length: bytes.length,
    held: bytes.held,
    holes: bytes.holes(),
    blocks: blocksOf(stream()),
    ids: Array.from({ length: blocks.length }, (_, index) => blocks.lastEventId(index)),
    drops,
    eventCount,
    problems: problems.total,
  }
}

describe('a stream that is restated', () => {
  test('keeps its first chunks; those that follow take the place of the others', () => {
    const recording = recordChunks('data: a\n\n', 'data: b\n\n', 'data: c\n\n')
    recording.append(restated(1), chunks([': beat\n\ndata: d\n\n'], { time: 2500 }))
    expect(seen(recording)).toEqual(
      seen(
        record([
          opened(),
          responded(),
          chunks(['data: a\n\n']),
          chunks([': beat\n\ndata: d\n\n'], { time: 2500 }),
        ]),
      ),
    )
    expect(blocksOf(recording.stream())).toEqual([
      ['event', 'a'],
      ['comment', ''],
      ['event', 'd'],
    ])
  })

  test('from its first chunk on is another stream', () => {
    const recording = recordChunks('id: 1\nretry: x\ndata: a\n\n')
    recording.append(restated(0), chunks(['data: b\n\n']))
    expect(seen(recording)).toEqual(seen(recordChunks('data: b\n\n')))
  })

  test('with chunks that all stand changes nothing', () => {
    const recording = recordChunks('data: a\n\nda')
    const before = seen(recording)
    recording.append(restated(1), restated(7))
    expect(seen(recording)).toEqual(before)
  })

  test('after its end takes chunks in any number of runs, and ends again', () => {
    const recording = recordChunks('data: a\n\n')
    recording.append(closed('closed'), restated(0), chunks(['data: b\n']), chunks(['\ndata: c\n\nda']))
    expect(blocksOf(recording.stream())).toEqual([
      ['event', 'b'],
      ['event', 'c'],
      ['unterminated', ''],
    ])
    recording.append(chunks(['ta: d\n\n']))
    expect(blocksOf(recording.stream())).toEqual([
      ['event', 'b'],
      ['event', 'c'],
      ['event', 'd'],
    ])
    expect(recording.stream()).toMatchObject({ state: 'closed', eventCount: 3 })
    expect(recording.session.faults).toEqual([])
  })

  test('after its document left takes chunks too', () => {
    const { append, session, stream } = recordChunks('data: a\n\n')
    session.leaveDocument('doc', 1)
    append(restated(0), chunks(['data: b\n\n']))
    expect(blocksOf(stream())).toEqual([['event', 'b']])
  })

  test('says no more of losses that are no part of it', () => {
    const recording = recordChunks('data: a\n\n')
    recording.append(emptied([4, 5]), dropped(2, 7), chunks(['x']), dropped(1, 3), restated(2))
    expect(recording.stream().drops).toEqual([{ reason: 'document-limit', chunks: 1, bytes: 4 }])
    expect(recording.stream().bytes.holes()).toEqual([{ start: 9, end: 13, reason: 'document-limit' }])
    recording.append(restated(1))
    expect(recording.stream().drops).toEqual([])
    expect(recording.stream().bytes.holes()).toEqual([])
  })

  test('still says what was lost before the first that is replaced', () => {
    const recording = recordChunks('data: a\n\n')
    recording.append(dropped(2, 7), chunks(['data: b\n\n']), restated(1), chunks(['data: c\n\n']))
    expect(recording.stream().drops).toEqual([{ reason: 'recording-off', chunks: 2, bytes: 7 }])
    expect(recording.stream().bytes.holes()).toEqual([{ start: 9, end: 16, reason: 'recording-off' }])
    expect(blocksOf(recording.stream()).at(-1)).toEqual(['partial', 'c'])
  })

  test('gives up the bytes that a limit would have to count', () => {
    const { append, stream } = record([opened(), responded(), opened(2), responded(2)], { sessionBytes: 20 })
    append(chunks(['data: a\n\n', 'data: b\n\n']), restated(1), chunks(['data: c\n\n'], { streamId: 2 }))
    expect([stream(1).bytes.held, stream(2).bytes.held]).toEqual([9, 9])
    append(chunks(['data: d\n\n'], { streamId: 2 }))
    expect([stream(1).bytes.held, stream(2).bytes.held]).toEqual([0, 18])
  })

  test('leaves what was handed out before as it was', () => {
    const { append, stream } = recordChunks('data: a\n\n')
    const view = stream().bytes.slice(0, 9)
    append(restated(0), chunks(['data: b\n\n']))
    expect(textOf(view)).toBe('data: a\n\n')
  })

  test('by a number that is none is refused', () => {
    const { session } = record([opened(), restated(0.5)])
    expect(session.faults).toMatchObject([{ message: 'malformed-record' }])
  })

  test('reads like one that came so from the start, whatever came before', () => {
    const text = fc.constantFrom(
      'data: a\n\n',
      'da',
      'ta: b\n',
      '\n',
      'id: 7\n\n',
      ': c\n\n',
      'x'.repeat(20_000),
      '',
    )
    const run = fc.oneof(
      { weight: 5, arbitrary: fc.array(text, { minLength: 1, maxLength: 5 }).map(pieces => chunks(pieces)) },
      fc.integer({ min: 1, max: 30 }).map(size => emptied([size, 3])),
      fc.integer({ min: 1, max: 30 }).map(size => dropped(2, size)),
    )
    const runs = fc.array(run, { maxLength: 8 })
    const rowsIn = (records: readonly CaptureRecord[]) =>
      records.reduce((sum, entry) => sum + (entry.kind === 'chunks-received' ? entry.sizes.length : 0), 0)
    fc.assert(
      fc.property(runs, runs, runs, (kept, gone, after) => {
        const before = [opened(), responded(), ...kept]
        const recording = record([...before, chunks(['g']), ...gone, restated(rowsIn(kept)), ...after])
        expect(seen(recording)).toEqual(seen(record([...before, ...after])))
      }),
    )
  })

  test('stays right over many pages of chunks', () => {
    const many = (count: number, time: number) =>
      chunks(
        Array.from({ length: count }, () => 'data\n\n'),
        { time },
      )
    const recording = record([opened(), responded(), many(9000, 0), restated(4096), many(3, 50_000)])
    expect(seen(recording)).toEqual(seen(record([opened(), responded(), many(4096, 0), many(3, 50_000)])))
    recording.append(restated(2), many(5000, 60_000))
    expect(seen(recording)).toEqual(seen(record([opened(), responded(), many(2, 0), many(5000, 60_000)])))
  })
})
