import { effect } from '@preact/signals'
import { expect, test } from 'vitest'
import type { PanelPlace } from '../../../lib/state/panel-place'
import { fault } from '../session/fed-session'
import { type FedStreamOptions, fedStream, REQUESTED_AT } from '../session/fed-stream'
import { downloaded, fakePanel } from './fake-panel'

const openStream = (options: FedStreamOptions = {}, ...chunks: string[]) => {
  const stream = fedStream(options)
  stream.respond()
  for (const chunk of chunks) stream.push(chunk)
  return stream
}

const three = () => [1, 2, 3].map(id => openStream({ id }, 'data: a\n\n'))

const selectedKeys = ({ state }: ReturnType<typeof fakePanel>) => [...state.streams.selected.value].sort()

test('many changes of the session make one update', () => {
  const panel = fakePanel(three())
  let updates = -1
  const stop = effect(() => {
    panel.state.streams.totals.value
    updates++
  })
  for (const stream of panel.session.streams) {
    stream.push('data: b\n\n')
    panel.session.changed()
  }
  expect(updates).toBe(0)
  panel.runFrames()
  expect(updates).toBe(1)
  expect(panel.state.streams.totals.value).toMatchObject({ streams: 3, live: 3, events: 6 })
  stop()
})

test('a change of another stream does not touch the current one', () => {
  const panel = fakePanel(three())
  panel.state.streams.select(0, 'only')
  let updates = -1
  const stop = effect(() => {
    panel.state.streams.currentRevision.value
    updates++
  })
  panel.session.streams[1]?.push('data: b\n\n')
  panel.session.changed()
  panel.runFrames()
  expect(updates).toBe(0)
  stop()
})

test('selection: only, toggle and range', () => {
  const panel = fakePanel(three())
  const { select } = panel.state.streams
  select(0, 'only')
  select(2, 'range')
  expect(selectedKeys(panel)).toEqual(['doc/1', 'doc/2', 'doc/3'])
  select(1, 'toggle')
  expect(selectedKeys(panel)).toEqual(['doc/1', 'doc/3'])
  select(1, 'only')
  expect(selectedKeys(panel)).toEqual(['doc/2'])
  expect(panel.state.streams.currentIndex.value).toBe(1)
})

test('clearing empties the session, the selection, and says so', () => {
  const panel = fakePanel(three())
  panel.state.streams.select(0, 'only')
  panel.state.recorder.clear()
  panel.runFrames()
  expect(panel.commands).toEqual([['clear']])
  expect(panel.state.streams.current.value).toBeNull()
  expect(selectedKeys(panel)).toEqual([])
})

test('the switches command the recorder and follow what it says', () => {
  const panel = fakePanel()
  panel.state.recorder.toggleRecording()
  panel.state.recorder.togglePreserveLog()
  expect(panel.commands).toEqual([
    ['setRecording', false],
    ['setPreserveLog', true],
  ])
  panel.state.recorder.synchronise({ recording: true, preserveLog: false })
  expect(panel.state.recorder.recording.value).toBe(true)
  expect(panel.commands).toHaveLength(2)
})

test('a filter narrows the rows, keeps up with the stream, and gives all back', () => {
  const panel = fakePanel([openStream({}, 'data: apple\n\n', 'data: pear\n\n', 'data: pineapple\n\n')])
  const { events, streams } = panel.state
  streams.select(0, 'only')
  events.setFilter('APPLE')
  expect([events.count.value, events.total.value]).toEqual([2, 3])
  expect(events.row(1)).toMatchObject({ index: 2, preview: 'pineapple', gap: 20 })
  panel.session.streams[0]?.push('data: more apples\n\n')
  panel.session.changed()
  panel.runFrames()
  expect(events.count.value).toBe(3)
  events.setFilter('')
  expect(events.count.value).toBe(4)
})

test('a long search goes on over several frames', () => {
  let clock = 0
  const panel = fakePanel([openStream({}, 'data: x\n\n'.repeat(5000))], { now: () => (clock += 5) })
  panel.state.streams.select(0, 'only')
  panel.state.events.setFilter('x')
  expect(panel.state.events.filtering.value).toBe(true)
  expect(panel.state.events.count.value).toBeLessThan(5000)
  expect(panel.runFrames()).toBeGreaterThan(1)
  expect(panel.state.events.count.value).toBe(5000)
  expect(panel.state.events.filtering.value).toBe(false)
})

test('a live stream is followed until an earlier event is selected', () => {
  const panel = fakePanel([openStream({}, 'data: a\n\n', 'data: b\n\n')])
  panel.state.streams.select(0, 'only')
  expect(panel.state.events.follow.value).toBe(true)
  panel.state.events.selectRow(1)
  expect(panel.state.events.follow.value).toBe(true)
  panel.state.events.selectRow(0)
  expect(panel.state.events.follow.value).toBe(false)
})

test('another stream begins without a selected event', () => {
  const panel = fakePanel(three())
  panel.state.streams.select(0, 'only')
  panel.state.events.selectRow(0)
  panel.state.streams.select(1, 'only')
  expect(panel.state.events.selected.value).toBeNull()
})

test('the detail of an event is read again only when its bytes may have gone', () => {
  const stream = openStream({}, 'data: {"a":1}\n\n')
  const panel = fakePanel([stream])
  panel.state.streams.select(0, 'only')
  panel.state.events.selectRow(0)
  const before = panel.state.events.detail.value
  expect(before?.json).not.toBeNull()
  stream.push('data: b\n\n')
  panel.session.changed()
  panel.runFrames()
  expect(panel.state.events.detail.value).toBe(before)
  stream.drop(1)
  panel.session.changed()
  panel.runFrames()
  expect(panel.state.events.detail.value?.text).toBeNull()
})

test('why there are no events is known', () => {
  const stream = fedStream()
  const panel = fakePanel([stream])
  panel.state.streams.select(0, 'only')
  const reasons: unknown[] = []
  const step = (act: () => void) => {
    act()
    panel.session.changed()
    panel.runFrames()
    const { answer, filteredOut } = panel.state.events
    reasons.push(filteredOut.value ? 'filtered' : (answer.value?.notes.map(({ code }) => code) ?? null))
  }
  step(() => {})
  step(() => stream.respond())
  step(() => stream.push('data: a'))
  step(() => stream.push('\n\n'))
  step(() => panel.state.events.setFilter('nothing like it'))
  expect(reasons).toEqual([['pending'], ['silent'], ['no-blocks'], null, 'filtered'])
})

test('an event stays selected where another reading of the body finds it in its place', () => {
  const stream = openStream({}, 'data: a\n\n', 'data: b\n\n', 'data: c\n\n')
  const panel = fakePanel([stream])
  const { events, streams } = panel.state
  const read = (act: () => void) => {
    act()
    panel.session.changed()
    panel.runFrames()
    return [events.selected.value, events.detail.value?.text]
  }
  streams.select(0, 'only')
  events.setFilter('b')
  events.select(1)
  expect(read(() => stream.restate(2))).toEqual([1, 'b'])
  expect([events.count.value, events.total.value]).toEqual([1, 2])
  expect(read(() => stream.restate(1))).toEqual([null, undefined])
  expect(read(() => stream.push('data: x\n\n'))).toEqual([null, undefined])
  expect([events.count.value, events.total.value]).toEqual([0, 2])
})

test('the user says as what a stream is read', () => {
  const stream = openStream({}, '{"a":1}\n{"b":2}\n')
  const panel = fakePanel([stream])
  const { parse, streams, events, raw, detail } = panel.state
  expect(parse.shown.value).toBeNull()
  parse.choose('none')
  streams.select(0, 'only')
  detail.setTab('raw')
  const automatic = { format: 'event-stream', by: 'type' }
  expect(parse.shown.value).toEqual({ choice: 'auto', automatic })
  parse.choose('json-lines')
  panel.runFrames()
  expect(parse.shown.value).toEqual({ choice: 'json-lines', automatic })
  expect([events.total.value, raw.count.value]).toEqual([2, 2])
  parse.choose('none')
  panel.runFrames()
  expect(parse.shown.value).toEqual({ choice: 'none', automatic })
  expect(events.total.value).toBe(0)
})

test('the rows of bytes follow a body that was restated', () => {
  const stream = openStream({}, 'a\n'.repeat(100), 'a\n'.repeat(100))
  const panel = fakePanel([stream])
  panel.state.streams.select(0, 'only')
  panel.state.detail.setTab('raw')
  expect(panel.state.raw.count.value).toBe(200)
  stream.restate(0)
  stream.push('bcd\n'.repeat(150), 10, 'devtools-body')
  panel.session.changed()
  panel.runFrames()
  expect(panel.state.raw.count.value).toBe(150)
  expect(panel.state.raw.notes.value).toEqual(['devtools-body'])
  expect(panel.state.raw.textRow(0)?.leads).toMatchObject({ size: 600, isLate: true })
})

test('selecting an event marks its bytes, and a byte selects its event', () => {
  const panel = fakePanel([openStream({}, 'data: a\n\n', 'data: b\n\n')])
  const { raw, events, detail, streams } = panel.state
  streams.select(0, 'only')
  detail.setTab('raw')
  events.select(1)
  expect(raw.marked.value).toEqual({ start: 9, end: 18 })
  expect(raw.markedRow.value).toBe(2)
  raw.selectAt(3)
  expect(events.selected.value).toBe(0)
  raw.setMode('hex')
  expect([raw.count.value, raw.markedRow.value]).toEqual([2, 0])
})

test('a row of the raw view names the chunk it begins', () => {
  const panel = fakePanel([openStream({}, 'data: a\n\n', 'data: b\n\n')])
  panel.state.streams.select(0, 'only')
  panel.state.detail.setTab('raw')
  expect([0, 1, 2].map(index => panel.state.raw.textRow(index)?.leads)).toEqual([
    { index: 0, size: 9, since: 10, gap: null, isLate: false, isRebuilt: false },
    null,
    { index: 1, size: 9, since: 20, gap: 10, isLate: false, isRebuilt: false },
  ])
})

test('faults are counted by what they are, can be put away, and new ones come back', () => {
  const panel = fakePanel()
  const { faults } = panel.state
  const add = (message: string) => {
    panel.session.faults.push(fault(message))
    panel.session.changed()
    panel.runFrames()
  }
  const told = () => faults.groups.value.map(({ message, count }) => [message, count])
  for (const message of ['one', 'two', 'one']) add(message)
  expect(told()).toEqual([
    ['one', 2],
    ['two', 1],
  ])
  faults.dismiss()
  expect(told()).toEqual([])
  add('three')
  expect(told()).toEqual([['three', 1]])
  panel.state.recorder.clear()
  add('four')
  expect(told()).toEqual([['four', 1]])
})

test('HAR goes out for all streams, or for several selected ones', () => {
  const panel = fakePanel(three())
  panel.state.exports.setOpen(true)
  panel.state.exports.har()
  expect(downloaded(panel)).toMatchObject({
    name: expect.stringMatching(/\.har$/),
    mime: 'application/json',
    json: { log: { creator: { version: '9.9.9' }, entries: [{}, {}, {}] } },
  })
  panel.state.streams.select(0, 'only')
  panel.state.streams.select(2, 'toggle')
  panel.state.exports.setOpen(true)
  panel.state.exports.har()
  expect(downloaded(panel).json).toMatchObject({ log: { entries: [{}, {}] } })
  expect(panel.state.exports.open.value).toBe(false)
})

test('credentials are counted while the menu is open and left out unless told otherwise', () => {
  const headers = [['authorization', 'Bearer s3cret-value']] as const
  const panel = fakePanel([openStream({ headers }, 'data: a\n\n')])
  const { exports } = panel.state
  expect(exports.credentials.value).toBeNull()
  exports.setOpen(true)
  expect(exports.credentials.value).toBe(1)
  exports.har()
  expect(JSON.stringify(downloaded(panel).json)).not.toContain('s3cret-value')
  exports.toggleRedact()
  exports.har()
  expect(JSON.stringify(downloaded(panel).json)).toContain('s3cret-value')
})

test('running durations move on with the clock', () => {
  let now = REQUESTED_AT + 1000
  const panel = fakePanel([openStream()], { now: () => now })
  const durations: unknown[] = []
  const stop = effect(() => {
    durations.push(panel.state.streams.row(0)?.duration)
  })
  now += 1000
  panel.state.streams.passTime()
  panel.session.streams[0]?.close()
  panel.session.changed()
  panel.runFrames()
  panel.state.streams.passTime()
  expect(durations).toEqual([1000, 2000, 5])
  stop()
})

test('after dispose nothing listens to the session', () => {
  const panel = fakePanel(three())
  panel.state.dispose()
  panel.session.changed()
  expect(panel.runFrames()).toBe(0)
})

test('a panel that is loaded anew is where the one before it was', () => {
  const place: Partial<PanelPlace> = {}
  const streams = three()
  const before = fakePanel(streams, { place })
  before.state.streams.select(1, 'only')
  before.state.events.setFilter('type:message')
  before.state.events.select(0)
  before.state.dispose()
  const { state } = fakePanel(streams, { place })
  expect(state.streams.currentIndex.value).toBe(1)
  expect(state.events.filter.value).toBe('type:message')
  expect(state.events.selected.value).toBe(0)
})
