import { expect, test } from 'vitest'
import { type FedStream, type FedStreamOptions, fedStream, REQUESTED_AT } from '../session/fed-stream'
import { fakePanel } from './fake-panel'

const chunked = (gaps: readonly number[], options: FedStreamOptions = {}) => {
  const stream = fedStream(options)
  for (const gap of gaps) stream.push('data: x\n\n', gap)
  return stream
}

/** The Timing tab of the first stream, at a time that the test sets. */
const shown = (streams: FedStream[], since = 10_000) => {
  const clock = { now: REQUESTED_AT + since }
  const panel = fakePanel(streams, { now: () => clock.now })
  const { state } = panel
  state.streams.selectKey(streams[0]?.key ?? '')
  state.detail.setTab('timing')
  panel.runFrames()
  const pass = (time: number) => {
    clock.now += time
    state.streams.passTime()
    panel.runFrames()
  }
  return { ...panel, timing: state.timing, pass }
}

const ended = (gaps: readonly number[], options: FedStreamOptions = {}) => {
  const stream = chunked(gaps, options)
  stream.close()
  return stream
}

test('a track tells when each milestone was, since the request', () => {
  const { timing } = shown([ended([20, 100])])
  const [track] = timing.tracks(10)
  expect(track).toMatchObject({
    ...{ headers: 5, firstByte: 20, firstEvent: 20, firstContent: null, end: 125, reconnection: null },
    state: 'complete',
  })
})

test('chunks without a time of arrival have no first byte and no stalls', () => {
  const { timing } = shown([chunked([3000, 3000], { consumer: 'devtools-body' })])
  expect(timing.tracks(10)[0]).toMatchObject({ firstByte: null, firstEvent: null, stalls: [] })
})

test('the silence of a stream that runs grows with the clock, in the numbers and on the axis', () => {
  const { timing, pass } = shown([chunked([10])], 500)
  expect(timing.stats.value).toMatchObject({ stalls: 0, silentFor: null })
  expect(timing.tracks(10)[0]?.stalls).toEqual([])
  pass(1000)
  expect(timing.stats.value).toMatchObject({ stalls: 1, silentFor: 1490 })
  expect(timing.tracks(10)[0]?.stalls).toEqual([{ from: 10, to: 1500 }])
  pass(1000)
  expect(timing.stats.value).toMatchObject({ stalls: 1, silentFor: 2490 })
  expect(timing.range.value.to).toBeGreaterThanOrEqual(2500)
})

test('while recording is off no silence is told, and then it begins anew', () => {
  const { timing, state, pass } = shown([chunked([10])])
  expect(timing.stats.value).toMatchObject({ silentFor: 9990 })
  state.recorder.toggleRecording()
  pass(1000)
  expect(timing.stats.value).toMatchObject({ silentFor: null, stalls: 0 })
  state.recorder.toggleRecording()
  pass(1500)
  expect(timing.stats.value).toMatchObject({ silentFor: 1500, stalls: 1 })
})

test('all stalls that are in sight are on the axis, and only these', () => {
  const { timing } = shown([ended(new Array(50).fill(2000))], 100_000)
  expect(timing.tracks(10)[0]?.stalls).toHaveLength(50)
  timing.setRange({ from: 4500, to: 7000 })
  expect(timing.tracks(10)[0]?.stalls).toEqual([
    { from: 4000, to: 6000 },
    { from: 6000, to: 8000 },
  ])
})

test('streams that are selected together each have their stalls and ends on the axis of the current one', () => {
  const first = ended([20, 1500], { id: 1 })
  const second = ended([10, 2500], { id: 2, at: REQUESTED_AT + 1000 })
  const { timing, state } = shown([first, second])
  state.streams.selectAll()
  const tracks = timing.tracks(10)
  const of = (key: string) => tracks.find(track => track.key === key)
  expect(of(first.key)).toMatchObject({ start: 0, end: 1525, stalls: [{ from: 20, to: 1520 }] })
  expect(of(second.key)).toMatchObject({
    ...{ start: 1000, end: 3515 },
    stalls: [{ from: 1010, to: 3510 }],
  })
})

test('the axis reaches to the reconnection of each stream on it', () => {
  const options = { source: 'event-source', consumer: 'dispatch' } as const
  const first = chunked([20], { ...options, id: 1 })
  first.close('lost')
  const other = ended([10], { id: 2 })
  const next = fedStream({ ...options, id: 3, at: REQUESTED_AT + 3000, follows: 1 })
  const { timing, state } = shown([first, other, next])
  expect(timing.tracks(10)[0]).toMatchObject({ end: 25, reconnection: 3000 })
  expect(timing.range.value.to).toBeGreaterThan(3000)
  state.streams.selectAll()
  expect(timing.tracks(10).find(({ key }) => key === first.key)?.reconnection).toBe(3000)
})

test('zooming stays within what there is, around its centre, and all is shown again', () => {
  const { timing } = shown([ended([20, 980])])
  const whole = timing.range.value
  timing.zoom(2)
  expect([timing.range.value, timing.isZoomed.value]).toEqual([whole, true])
  timing.zoom(0.5, 100)
  expect(timing.range.value).toEqual({ from: 50, to: 100 + (whole.to - 100) / 2 })
  timing.pan(-10)
  expect(timing.range.value.from).toBe(0)
  timing.setRange(null)
  expect([timing.range.value, timing.isZoomed.value]).toEqual([whole, false])
})

test('the stretch that is shown becomes the filter of events', () => {
  const { timing, state } = shown([ended([20, 980])])
  timing.setRange({ from: 500.25, to: 1000 })
  timing.showEvents()
  expect(state.filter.text.value).toBe('time:500.25ms-1000ms')
  expect(state.detail.tab.value).toBe('events')
})

test('a gap is shown with what is around it, and its chunk leads to the event', () => {
  const { timing, state } = shown([ended([20, 100, 2000, 100])])
  const [longest] = timing.gaps.value
  expect(longest).toEqual({ chunk: 2, at: 2120, gap: 2000 })
  if (longest) timing.showGap(longest)
  expect(timing.range.value.from).toBe(0)
  expect(timing.range.value.to).toBeGreaterThan(2120)
  timing.showChunk(2)
  expect([state.detail.tab.value, state.events.selected.value]).toEqual(['events', 2])
})

test('a chunk of which no event came leads to its bytes', () => {
  const stream = ended([20, 2000])
  const { timing, state } = shown([stream])
  stream.parseAs('none')
  timing.showChunk(1)
  expect(state.detail.tab.value).toBe('raw')
})
