import { expect, test } from 'vitest'
import { forgetfulViewStore } from '../../../lib/settings/view-store'
import { createDetailState } from '../../../lib/state/detail-state'
import { createEventViewState } from '../../../lib/state/event-view-state'
import { createEventsState } from '../../../lib/state/events-state'
import { createFilterState } from '../../../lib/state/filter-state'
import { createListState } from '../../../lib/state/list-state'
import { createRawState } from '../../../lib/state/raw-state'
import { createSearchState } from '../../../lib/state/search-state'
import { createStreamsState } from '../../../lib/state/streams-state'
import { createTick } from '../../../lib/state/tick'
import { fedSession } from '../session/fed-session'
import { type FedStream, fedStream } from '../session/fed-stream'
import { fakeFrames, fakePanel, fakeSettings } from './fake-panel'

/** The parts that filter and search, and nothing else that takes frames. */
const createParts = (streams: FedStream[], now: () => number) => {
  const session = fedSession(...streams)
  const { schedule, runFrames } = fakeFrames(10_000)
  const tick = createTick(session, schedule)
  const views = forgetfulViewStore()
  const streamsState = createStreamsState(session, tick, createListState(views), now)
  const places = { session, streams: streamsState, detail: createDetailState(views) }
  const filter = createFilterState(fakeSettings())
  const view = createEventViewState(fakeSettings())
  const events = createEventsState(places.streams, filter, view, schedule, now)
  const raw = createRawState(places.streams, events, places.detail, schedule, now)
  const search = createSearchState({ ...places, filter, events, raw }, tick, schedule, now)
  return { session, streams: places.streams, filter, events, search, runFrames }
}

const streamOf = (id: number, ...chunks: string[]) => {
  const stream = fedStream({ id, url: `https://a.example/s${id}` })
  for (const chunk of chunks) stream.push(chunk)
  return stream
}

const lines = ({ state }: ReturnType<typeof fakePanel>) =>
  Array.from({ length: state.search.count.value }, (_, index) => {
    const row = state.search.row(index)
    return row?.kind === 'stream' ? `${row.name}: ${row.events}+${row.bytes}` : row?.excerpt?.match
  })

test('every stream is searched, counted and listed, and new events are found as they come', () => {
  const panel = fakePanel([
    streamOf(1, 'data: Apple\n\n', 'data: pear\n\n'),
    streamOf(2),
    streamOf(3, 'data: apple\n\n'),
  ])
  const { search } = panel.state
  search.set('apple')
  panel.runFrames()
  expect(lines(panel)).toEqual(['s1: 1+0', 'Apple', 's3: 1+0', 'apple'])
  expect(search.totals.value).toEqual({ streams: 2, events: 2, bytes: 0 })
  panel.session.streams[1]?.push('data: pineapple\n\n')
  panel.session.changed()
  panel.runFrames()
  expect(lines(panel)).toEqual(['s1: 1+0', 'Apple', 's2: 1+0', 'apple', 's3: 1+0', 'apple'])
  expect(search.status.value).toBe('done')
  search.set('')
  expect([search.count.value, search.status.value]).toEqual([0, 'idle'])
})

test('a line leads to its event, and a filter that would hide it gives way', () => {
  const panel = fakePanel([streamOf(1, 'data: here\n\n'), streamOf(2, 'data: b\n\ndata: here\n\n')])
  const { search, streams, events, detail, filter } = panel.state
  detail.setTab('raw')
  filter.set('b')
  search.set('here')
  panel.runFrames()
  search.jump(3)
  expect(streams.currentIndex.value).toBe(1)
  expect([detail.tab.value, events.selected.value, filter.text.value]).toEqual(['events', 1, ''])
})

test('a place in the bytes is shown in the bytes', () => {
  const panel = fakePanel([streamOf(1, 'data: a\n\nretry: 10\n\n')])
  const { search, events, detail } = panel.state
  search.set('/data:/')
  panel.runFrames()
  search.jump(1)
  expect([detail.tab.value, events.selected.value]).toEqual(['raw', 0])
})

test('a long search goes on over several frames, says how far it is, can be stopped and taken up again', () => {
  let clock = 0
  const now = () => {
    clock += 5
    return clock
  }
  const many = Array.from({ length: 20 }, (_, id) => streamOf(id + 1, 'data: xyz\n\n'.repeat(2000)))
  const panel = createParts(many, now)
  const { search } = panel
  search.set('xyz')
  panel.runFrames(3)
  expect(search.status.value).toBe('running')
  const before = search.progress.value
  expect(before).toBeGreaterThan(0)
  expect(before).toBeLessThan(1)
  search.stop()
  expect(panel.runFrames()).toBe(0)
  panel.session.changed()
  panel.runFrames()
  expect([search.status.value, search.progress.value]).toEqual(['stopped', before])
  search.resume()
  panel.runFrames()
  expect([search.status.value, search.progress.value]).toEqual(['done', 1])
  expect(search.totals.value).toEqual({ streams: 20, events: 40_000, bytes: 0 })
})

test('an expression that cannot be read says so', () => {
  const panel = fakePanel([streamOf(1, 'data: a\n\n')])
  panel.state.search.set('/(/')
  expect(panel.state.search.error.value?.code).toBe('bad-regex')
  expect(panel.state.search.count.value).toBe(0)
})

test('a million events are filtered and searched in slices, each of a bounded number of steps', () => {
  const stream = streamOf(1)
  const part = Array.from({ length: 10_000 }, (_, at) => `event: t${at % 3}\ndata: {"n":${at}}\n\n`).join('')
  for (let at = 0; at < 100; at++) stream.push(part)
  // Ten steps a slice: the clock moves a little with each look at it.
  let clock = 0
  let looks = 0
  const panel = createParts([stream], () => {
    looks++
    clock += 0.8
    return clock
  })
  const { streams, filter, events, search } = panel
  streams.select(0, 'only')
  const longestSlice = (until: () => boolean) => {
    let most = 0
    while (!until()) {
      looks = 0
      if (panel.runFrames(1) === 0) throw new Error('Nothing is scheduled, and it is not done.')
      most = Math.max(most, looks)
    }
    return most
  }
  filter.set('type:t1 $.n>=9997')
  expect(events.filtering.value).toBe(true)
  expect(longestSlice(() => !events.filtering.value)).toBeLessThan(15)
  expect([events.count.value, events.total.value]).toEqual([100, 1_000_000])
  search.set('"n":9999}')
  expect(longestSlice(() => search.status.value === 'done')).toBeLessThan(15)
  expect(search.totals.value.events).toBe(100)
}, 120_000)
