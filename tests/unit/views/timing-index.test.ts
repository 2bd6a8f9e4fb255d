import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createGapHistogram } from '../../../lib/views/gap-histogram'
import { timingBins } from '../../../lib/views/timing-bins'
import { createTimingIndex } from '../../../lib/views/timing-index'
import { gapClasses, timingStats } from '../../../lib/views/timing-stats'
import { type FedStream, type FedStreamOptions, fedStream } from '../session/fed-stream'

const scanned = (stream: FedStream, budget = 1000) => {
  const index = createTimingIndex(stream)
  while (index.scan(budget));
  return index
}

const statsOf = (stream: FedStream) =>
  timingStats(stream, scanned(stream), {
    ...{ now: stream.chunks.time(stream.chunks.length - 1), recordedSince: Number.NEGATIVE_INFINITY },
    firstContent: null,
  })

const chunked = (gaps: readonly number[], options: FedStreamOptions = {}) => {
  const stream = fedStream({ contentType: 'text/event-stream', ...options })
  for (const gap of gaps) stream.push('data: x\n\n', gap)
  return stream
}

test('quantiles are at most one percent off, the longest is exact', () => {
  const gaps = fc.array(fc.double({ min: 0.01, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 300 })
  fc.assert(
    fc.property(gaps, fc.double({ min: 0, max: 1, noNaN: true }), (list, share) => {
      const histogram = createGapHistogram()
      for (const gap of list) histogram.add(gap)
      const sorted = list.toSorted((a, b) => a - b)
      const exact = sorted[Math.max(1, Math.ceil(share * list.length)) - 1] ?? 0
      const found = histogram.quantile(share) ?? 0
      expect(Math.abs(found - exact) / exact).toBeLessThan(0.01)
      expect(histogram.most).toBe(sorted.at(-1))
    }),
  )
})

test('gaps lie between chunks, however many events a chunk brings', () => {
  const stream = fedStream({ contentType: 'text/event-stream' })
  stream.push('data: 1\n\ndata: 2\n\ndata: 3\n\n', 10)
  stream.push('data: 4\n\n', 1500)
  const stats = statsOf(stream)
  expect(stats).toMatchObject({ chunks: 2, events: 4, stalls: 1, unknownGaps: 0 })
  expect(stats.gaps).toMatchObject({ count: 1, most: 1500 })
})

test('times to headers, first byte and first event are told apart', () => {
  const stream = fedStream({ contentType: 'text/event-stream' })
  stream.push(': comment\n\n', 20)
  stream.push('data: x\n\n', 30)
  expect(statsOf(stream)).toMatchObject({ toHeaders: 5, toFirstByte: 20, toFirstEvent: 50 })
})

test('an event that was split came with the chunk that completed it', () => {
  const stream = fedStream({ contentType: 'text/event-stream' })
  stream.push('data: x', 20)
  stream.push('\n\n', 70)
  expect(statsOf(stream)).toMatchObject({ toFirstByte: 20, toFirstEvent: 90 })
})

test('what DevTools saw late has no times, no gaps and no rate', () => {
  const stream = fedStream({ contentType: 'text/event-stream', consumer: 'devtools-body' })
  stream.push('data: x\n\n', 20)
  stream.push('data: y\n\n', 900)
  expect(statsOf(stream)).toMatchObject({
    chunks: 2,
    untimed: 2,
    toFirstByte: null,
    toFirstEvent: null,
    gaps: null,
    rate: null,
  })
})

test('where chunks were dropped in between, the gap is not known', () => {
  const stream = chunked([10, 10])
  stream.pushLost(3, 30)
  stream.push('data: x\n\n', 5000)
  expect(statsOf(stream)).toMatchObject({ unknownGaps: 1, stalls: 0 })
})

test('another reading of the body changes events and leaves chunks', () => {
  const stream = chunked([10, 10, 10])
  const index = scanned(stream)
  stream.parseAs('none')
  while (index.scan(10));
  expect(index.firstEvent).toBeNull()
  expect(index.chunks.length).toBe(3)
})

test('classes of gaps count every gap once', () => {
  const index = scanned(chunked([10, 2, 5, 50, 50, 4000]))
  const classes = gapClasses(index)
  expect(classes.map(({ from }) => from)).toEqual([1, 3, 10, 30, 100, 300, 1000, 3000])
  expect(classes.reduce((sum, { count }) => sum + count, 0)).toBe(5)
})

test('cells of any width hold the largest chunk and every type of event that came in them', () => {
  const steps = fc.array(fc.tuple(fc.double({ min: 0, max: 40, noNaN: true }), fc.nat(60), fc.nat(9)), {
    minLength: 1,
    maxLength: 400,
  })
  fc.assert(
    fc.property(
      steps,
      fc.integer({ min: 1, max: 50 }),
      fc.nat(50),
      fc.integer({ min: 1, max: 9000 }),
      (list, count, start, length) => {
        const stream = fedStream({ contentType: 'text/event-stream' })
        for (const [gap, size, type] of list)
          stream.push(`event: t${type}\ndata: ${'x'.repeat(size)}\n\n`, gap)
        const index = scanned(stream, 7)
        const range = { from: start, to: start + length }
        const { largest, marks } = timingBins(stream, index, { range, count, zero: stream.opened.at })
        const expected = new Array<number>(count).fill(0)
        const types = expected.map(() => new Set<string>())
        for (let chunk = 0; chunk < stream.chunks.length; chunk++) {
          const at = stream.chunks.time(chunk) - stream.opened.at
          const cell = Math.floor((at - range.from) * (count / length))
          const place = cell === count && at <= range.to ? count - 1 : cell
          if (place < 0 || place >= count) continue
          expected[place] = Math.max(expected[place] ?? 0, stream.chunks.size(chunk))
          types[place]?.add(
            index.types.includes(stream.blocks.type(chunk)) ? stream.blocks.type(chunk) : 'other',
          )
        }
        expect(largest).toEqual(expected)
        const named = [...index.types, 'other']
        expect(marks.map(bits => named.filter((_, at) => bits & (1 << at)).sort())).toEqual(
          types.map(set => [...set].sort()),
        )
      },
    ),
    { numRuns: 60 },
  )
})

test('a chunk that goes on is as large as it became', () => {
  const stream = chunked([10])
  const index = scanned(stream)
  stream.extend('data: much longer\n\n')
  index.scan(10)
  const { largest } = timingBins(stream, index, {
    range: { from: 0, to: 20 },
    count: 1,
    zero: stream.opened.at,
  })
  expect(largest).toEqual([stream.chunks.size(0)])
})

test('of many chunks in one cell the largest is told, wherever it stands', () => {
  const stream = fedStream({ contentType: 'text/event-stream' })
  for (let chunk = 0; chunk < 300; chunk++)
    stream.push(chunk === 3 ? `data: ${'x'.repeat(500)}\n\n` : 'data: x\n\n', 1)
  const index = scanned(stream)
  const { largest } = timingBins(stream, index, {
    range: { from: 0, to: 1000 },
    count: 1,
    zero: stream.opened.at,
  })
  expect(largest).toEqual([508])
})
