import { expect, test } from 'vitest'
import { type StallClock, silentFor, stallsOf } from '../../../lib/views/stalls'
import { createTimingIndex } from '../../../lib/views/timing-index'
import { timingStats } from '../../../lib/views/timing-stats'
import { type FedStream, type FedStreamOptions, fedStream, REQUESTED_AT } from '../session/fed-stream'

const at = (now: number, recordedSince: number | null = 0): StallClock => ({
  now: REQUESTED_AT + now,
  recordedSince: recordedSince === null ? null : REQUESTED_AT + recordedSince,
})

const statsAt = (stream: FedStream, clock: StallClock) => {
  const index = createTimingIndex(stream)
  while (index.scan(100));
  return timingStats(stream, index, { firstContent: null, ...clock })
}

/** Since the request. */
const stallsAt = (stream: FedStream, clock: StallClock) => {
  const index = createTimingIndex(stream)
  while (index.scan(100));
  const since = (time: number) => time - REQUESTED_AT
  return stallsOf(stream, index.stalls, clock).map(({ from, to }) => [since(from), since(to)])
}

const chunked = (gaps: readonly number[], options: FedStreamOptions = {}) => {
  const stream = fedStream(options)
  for (const gap of gaps) stream.push('data: x\n\n', gap)
  return stream
}

test('stalls lie before the first chunk, between chunks and behind the last one', () => {
  const stream = chunked([2005, 999, 1000, 10])
  expect(stallsAt(stream, at(5000))).toEqual([
    [5, 2005],
    [3004, 4004],
  ])
  expect(stallsAt(stream, at(5014))).toEqual([
    [5, 2005],
    [3004, 4004],
    [4014, 5014],
  ])
  expect(statsAt(stream, at(5014))).toMatchObject({ stalls: 3, silentFor: 1000 })
})

test('of any number of stalls none is left out', () => {
  const stream = chunked(new Array(100).fill(1500))
  expect(statsAt(stream, at(150_000))).toMatchObject({ stalls: 100, silentFor: null })
})

test('a silence goes on with the clock, and ends with the next chunk', () => {
  const stream = chunked([10])
  expect(silentFor(stream, at(1009))).toBeNull()
  expect(silentFor(stream, at(1010))).toBe(1000)
  expect(silentFor(stream, at(61_010))).toBe(61_000)
  stream.push('data: x\n\n', 61_000)
  expect(silentFor(stream, at(61_020))).toBeNull()
})

test('the silence at the end of a stream is a stall and lasts no longer', () => {
  const stream = chunked([10])
  stream.push('data: x\n\n', 10)
  stream.append({
    ...{ kind: 'stream-closed', streamId: 1, at: REQUESTED_AT + 3020, reason: 'aborted', message: '' },
  })
  expect(stallsAt(stream, at(60_000))).toEqual([[20, 3020]])
  expect(silentFor(stream, at(60_000))).toBeNull()
})

test('of a stream whose document left nobody knows how long it was silent', () => {
  const stream = chunked([10])
  stream.leave()
  expect(stallsAt(stream, at(60_000))).toEqual([])
})

test('an answer without a chunk is silent from its head on, and a request without an answer is not', () => {
  const stream = fedStream()
  expect(silentFor(stream, at(9000))).toBeNull()
  stream.respond()
  expect(statsAt(stream, at(9005))).toMatchObject({ silentFor: 9000, stalls: 0 })
})

test('what DevTools saw late, and what a page read as a whole, tells no silence', () => {
  for (const consumer of ['devtools-body', 'text', 'blob', 'xhr-result'] as const) {
    const stream = chunked([3000], { consumer })
    expect(stallsAt(stream, at(60_000)), consumer).toEqual([])
    expect(silentFor(stream, at(60_000)), consumer).toBeNull()
  }
})

test('nothing is known of a stretch in which chunks were dropped', () => {
  const late = fedStream()
  late.pushLost(2, 20)
  late.push('data: x\n\n', 3000)
  expect(statsAt(late, at(3010))).toMatchObject({ stalls: 0, toFirstByte: null })
  const cut = chunked([10])
  cut.pushLost(2, 20)
  expect(stallsAt(cut, at(60_000))).toEqual([])
  expect(silentFor(cut, at(60_000))).toBeNull()
})

test('a silence is as long as recording was on', () => {
  const stream = chunked([10])
  expect(silentFor(stream, at(9000, null))).toBeNull()
  expect(silentFor(stream, at(9000, 7000))).toBe(2000)
  expect(stallsAt(stream, at(9000, 7000))).toEqual([[7000, 9000]])
})

test('an EventSource is silent between the events that its page hears', () => {
  const stream = fedStream({ source: 'event-source', consumer: 'dispatch' })
  stream.connect()
  stream.push('data: x\n\n', 1500)
  expect(stallsAt(stream, at(4000))).toEqual([
    [5, 1500],
    [1500, 4000],
  ])
})
