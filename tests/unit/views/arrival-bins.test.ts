import { expect, test } from 'vitest'
import { ARRIVAL_BINS, createArrivalBins } from '../../../lib/views/arrival-bins'
import { fedStream } from '../session/fed-stream'

const sum = (bins: readonly number[]) => bins.reduce((total, size) => total + size, 0)

test('every byte falls into the span in which it came, however long the stream grows', () => {
  const stream = fedStream()
  const bins = createArrivalBins(stream)
  for (let round = 0; round < 40; round++) {
    stream.push('x'.repeat(10), round * 100)
    bins.scan(1000)
    expect(sum(bins.arrivals.bins)).toBe(stream.bytes.length)
  }
  const last = stream.chunks.time(stream.chunks.length - 1) - stream.opened.at
  const { span, bins: found } = bins.arrivals
  expect(found).toHaveLength(ARRIVAL_BINS)
  expect(found.findLastIndex(size => size > 0)).toBe(Math.floor(last / span))
})

test('a scan takes in no more chunks than it is allowed', () => {
  const stream = fedStream()
  for (let at = 0; at < 5; at++) stream.push('x', 1)
  const bins = createArrivalBins(stream)
  expect([bins.scan(2), bins.scan(2), bins.scan(2)]).toEqual([true, true, false])
  expect(sum(bins.arrivals.bins)).toBe(5)
})

test('a chunk that goes on, and a body that was restated, are counted as they are', () => {
  const stream = fedStream()
  const bins = createArrivalBins(stream)
  stream.push('xx', 1)
  bins.scan(10)
  stream.extend('yyy')
  bins.scan(10)
  expect(sum(bins.arrivals.bins)).toBe(5)
  stream.push('z', 1)
  bins.scan(10)
  stream.restate(1)
  bins.scan(10)
  expect(sum(bins.arrivals.bins)).toBe(5)
})

test('what DevTools saw late has no place in time', () => {
  const stream = fedStream()
  stream.push('xx', 1, 'devtools-body')
  const bins = createArrivalBins(stream)
  bins.scan(10)
  expect(sum(bins.arrivals.bins)).toBe(0)
})
