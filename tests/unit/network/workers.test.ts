import { expect, test } from 'vitest'
import { createNetwork } from '../../../lib/network/network'
import { createFakeApi, type FakeEntry, type FakeEvent } from './fake-api'
import { createFakeSession, createPage } from './fake-session'

const start = () => {
  const session = createFakeSession()
  const fake = createFakeApi()
  const network = createNetwork({ ...fake, session, isIgnored: origin => origin === 'https://ignored.test' })
  return { session, fake, network, page: createPage(session) }
}

/** A worker's `fetch`, as Chrome lists it. */
const ofWorker: FakeEntry = {
  startedAt: 1_000,
  url: 'https://page.test/feed',
  resourceType: 'fetch',
  initiator: 'https://page.test/worker.js',
}

test('a stream that a worker fetched is recorded live, with the listed times', async () => {
  const { session, fake } = start()
  const events: FakeEvent[] = [[1_200, 'message', '', 'one']]
  fake.list({ ...ofWorker, method: 'POST', postData: '{"stream":true}', headers: [['X-A', 'b']], events })
  await fake.pass(1_000)
  events.push([1_900.5, 'tick', '7', 'two\nlines'])
  await fake.pass(3_000)
  expect(session.opened).toEqual(['https://page.test/worker.js'])
  const stream = session.stream('devtools-1/1')
  expect(stream.opened).toMatchObject({
    ...{ observer: 'devtools', source: 'fetch', method: 'POST', at: 1_000 },
    ...{ headers: [['X-A', 'b']], body: { kind: 'text', text: '{"stream":true}', length: 15 } },
  })
  expect(stream.response).toMatchObject({ status: 200, headers: [['Content-Type', 'text/event-stream']] })
  expect(session.chunks('devtools-1/1')).toEqual([
    [1_200, 'devtools-events', 'data: one\n\n'],
    [1_900.5, 'devtools-events', 'id: 7\nevent: tick\ndata: two\ndata: lines\n\n'],
  ])
})

test('at its end it gets its true bytes, cut behind the listed events, at their times', async () => {
  const { session, fake } = start()
  const entry = {
    ...ofWorker,
    events: [
      [1_200, 'message', '', 'one'],
      [1_300, 'message', '', 'two'],
    ],
  }
  fake.list(entry as FakeEntry)
  await fake.pass(1_000)
  fake.finish({ ...entry, time: 900 } as FakeEntry, ': hi\n\ndata: one\n\nretry: 5\n\ndata:two\n\n: bye\n\n')
  await fake.pass(100)
  const chunks = session.chunks('devtools-1/1')
  expect(chunks.slice(0, 2)).toEqual([
    [1_200, 'devtools-timed-body', ': hi\n\ndata: one\n\n'],
    [1_300, 'devtools-timed-body', 'retry: 5\n\ndata:two\n\n'],
  ])
  expect(chunks.slice(2).map(([, consumer, text]) => [consumer, text])).toEqual([
    ['devtools-body', ': bye\n\n'],
  ])
  expect(session.stream('devtools-1/1').closed).toMatchObject({ reason: 'complete', at: 1_900 })
})

test('events that Chrome missed, and lines that it does not list, come with the body', async () => {
  const { session, fake } = start()
  fake.finish(ofWorker, 'data: fast\n\n')
  fake.finish({ ...ofWorker, url: 'https://page.test/lines', type: 'application/x-ndjson' }, '{"a":1}\n')
  await fake.pass(200)
  expect(session.chunks('devtools-1/1').map(([, ...rest]) => rest)).toEqual([
    ['devtools-body', 'data: fast\n\n'],
  ])
  expect(session.chunks('devtools-1/2').map(([, ...rest]) => rest)).toEqual([['devtools-body', '{"a":1}\n']])
})

test('the ends of streams are told apart as far as they can be', async () => {
  const { session, fake } = start()
  const source = { ...ofWorker, resourceType: 'eventsource' }
  const ends: [FakeEntry, string][] = [
    [{ ...ofWorker, error: 'net::ERR_ABORTED' }, 'aborted'],
    [{ ...ofWorker, error: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }, 'failed'],
    [{ ...source, error: 'net::ERR_ABORTED' }, 'closed'],
    [source, 'lost'],
    [{ ...source, status: 404 }, 'refused'],
    [{ ...source, type: 'text/html', error: 'net::ERR_ABORTED' }, 'refused'],
  ]
  for (const [index, [entry]] of ends.entries()) fake.finish({ ...entry, startedAt: 1_000 + index }, null)
  await fake.pass(200)
  expect(session.streams.map(({ closed }) => closed?.reason)).toEqual(ends.map(([, reason]) => reason))
})

test('requests of the page and of its frames never become streams of DevTools', async () => {
  const { session, fake } = start()
  fake.list(
    { ...ofWorker, pageref: 'page_1' },
    // A frame of another site, whose requests no page is named for, by our hook on `fetch`.
    { ...ofWorker, initiator: 'chrome-extension://streamtap/content-scripts/capture.js' },
    { resourceType: 'eventsource', pageref: 'page_1' },
    { ...ofWorker, type: 'application/json' },
  )
  await fake.pass(10_000)
  expect(session.records).toEqual([])
})

test('an EventSource that may be a frame’s is waited for, and is a worker’s when no frame claims it', async () => {
  const { session, fake, page } = start()
  const source: FakeEntry = { resourceType: 'eventsource', startedAt: 1_000 }
  fake.list(source, {
    ...source,
    url: 'https://page.test/other',
    headers: [['Referer', 'https://page.test/w.js']],
  })
  await fake.pass(1_500)
  expect(session.streams).toEqual([])
  page.open(1, 1_000)
  await fake.pass(5_000)
  expect(session.streams.map(({ opened }) => [opened.url, opened.observer])).toEqual([
    ['https://page.test/feed', undefined],
    ['https://page.test/other', 'devtools'],
  ])
  expect(session.opened).toEqual(['https://page.test/w.js'])
})

test('where no resource types are told, time and address decide what the page saw itself', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000, { source: 'fetch' })
  fake.list({ startedAt: 1_004, text: 'data: a\n\n' }, { startedAt: 1_005, text: 'data: a\n\n' })
  await fake.pass(6_000)
  expect(session.streams.map(({ opened }) => opened.observer)).toEqual([undefined, 'devtools'])
})

test('the body of an open stream, where it is told, grows by what is new', async () => {
  const { session, fake } = start()
  const entry: FakeEntry = { startedAt: 1_000, text: 'data: one \uFFFD' }
  fake.list(entry)
  await fake.pass(4_000)
  entry.text = 'data: one é\n\n'
  await fake.pass(4_000)
  expect(session.chunks('devtools-1/1').map(([, ...rest]) => rest)).toEqual([
    ['devtools-body', 'data: one '],
    ['devtools-body', 'é\n\n'],
  ])
})

test('what a service worker hands on to the page is the page’s; what it reads itself is not', async () => {
  const { session, fake } = start()
  const inner = { ...ofWorker, initiator: 'https://page.test/sw.js', startedAt: 1_010 }
  fake.list({ ...ofWorker, pageref: 'page_1', fromServiceWorker: true }, inner)
  await fake.pass(3_000)
  expect(session.streams).toEqual([])
  fake.list(
    { ...ofWorker, pageref: 'page_1', fromServiceWorker: true },
    { ...inner, events: [[1_100, 'message', '', 'x']] },
  )
  await fake.pass(3_000)
  expect(session.streams.length).toBe(1)
})

test('a new page leaves the streams of the page before, and does not take them up again', async () => {
  const { session, fake, network } = start()
  fake.list(ofWorker)
  await fake.pass(1_000)
  network.changePage(2_000)
  fake.finish({ ...ofWorker, error: 'net::ERR_ABORTED' }, null)
  fake.finish({ ...ofWorker, url: 'https://page.test/late', startedAt: 500 }, null)
  await fake.pass(5_000)
  expect(session.streams.map(({ state }) => state)).toEqual(['left'])
  fake.list(ofWorker, { ...ofWorker, startedAt: 6_000 })
  await fake.pass(3_000)
  expect(session.streams.map(({ key }) => key)).toEqual(['devtools-1/1', 'devtools-2/1'])
})

test('what a busy page asked for long before its hello came is not taken for the page’s before', async () => {
  const { session, fake, network } = start()
  await fake.pass(9_000)
  network.changePage(6_000)
  fake.list({ ...ofWorker, startedAt: 4_500 }, { ...ofWorker, startedAt: 6_100 })
  await fake.pass(3_000)
  expect(session.streams.map(({ opened }) => opened.at)).toEqual([6_100])
})

test('a page from the back/forward cache was opened before what the page in between asked for', async () => {
  const { session, fake, network } = start()
  network.changePage(500)
  await fake.pass(4_000)
  network.changePage(5_000)
  await fake.pass(4_000)
  network.changePage(500)
  fake.list({ ...ofWorker, startedAt: 7_000 }, { ...ofWorker, startedAt: 9_100 })
  await fake.pass(3_000)
  expect(session.streams.map(({ opened }) => opened.at)).toEqual([9_100])
  network.changePage(5_000)
  fake.list({ ...ofWorker, startedAt: 10_000 }, { ...ofWorker, startedAt: 12_100 })
  await fake.pass(3_000)
  expect(session.streams.map(({ opened }) => opened.at)).toEqual([9_100, 12_100])
})

test('with recording off nothing is asked; what happened meanwhile is not taken in later', async () => {
  const { session, fake, network } = start()
  const entry = { ...ofWorker, events: [[1_100, 'message', '', 'one']] as FakeEvent[] }
  fake.list(entry)
  await fake.pass(1_000)
  network.setRecording(false)
  const asked = fake.lists
  entry.events.push([2_500, 'message', '', 'two'])
  fake.list(entry, { ...ofWorker, startedAt: 3_000 })
  await fake.pass(10_000)
  expect(fake.lists).toBe(asked)
  network.setRecording(true)
  entry.events.push([13_000, 'message', '', 'three'])
  await fake.pass(3_000)
  fake.finish(entry, 'data: one\n\ndata: two\n\ndata: three\n\n')
  await fake.pass(100)
  expect(session.streams.length).toBe(1)
  expect(session.chunks('devtools-1/1').map(([, , text]) => text)).toEqual([
    'data: one\n\n',
    'data: three\n\n',
  ])
  expect(session.stream('devtools-1/1').drops).toMatchObject([{ reason: 'recording-off', chunks: 1 }])
  expect(session.stream('devtools-1/1').closed?.reason).toBe('complete')
})

test('looks are rare while nothing runs, closer while something does, and stop at the end', async () => {
  const { fake, network } = start()
  await fake.pass(10_000)
  const idle = fake.lists
  expect(idle).toBeLessThanOrEqual(6)
  fake.list({ ...ofWorker, startedAt: 11_000 })
  await fake.pass(10_000)
  expect(fake.lists - idle).toBeGreaterThan(idle)
  network.stop()
  expect(fake.timers).toBe(0)
})

test('nothing is recorded of a worker whose origin is ignored', async () => {
  const { session, fake } = start()
  const events: FakeEvent[] = [[1_200, 'message', '', 'one']]
  const ignored = { ...ofWorker, url: 'https://api.test/feed', initiator: 'blob:https://ignored.test/1-2' }
  fake.list({ ...ignored, events }, { ...ofWorker, events })
  await fake.pass(1_000)
  expect(session.opened).toEqual(['https://page.test/worker.js'])
  expect(session.stream('devtools-1/1').opened.url).toBe('https://page.test/feed')
})

test('what began before the list was cleared does not come up afterwards as if no page had asked for it', async () => {
  const { session, fake, network } = start()
  const source = { startedAt: 1_003, headers: [['Accept', 'text/event-stream']] } satisfies FakeEntry
  await fake.pass(100)
  network.clear()
  fake.list(source)
  await fake.pass(5_000)
  expect(session.opened).toEqual([])
  fake.list(source, { ...ofWorker, startedAt: 6_200 })
  await fake.pass(5_000)
  expect(session.opened).toEqual(['https://page.test/worker.js'])
})

test('a request that failed is one, whether the list or its end tells of it first', async () => {
  const { session, fake } = start()
  fake.list({ ...ofWorker, error: 'net::ERR_ABORTED' })
  await fake.pass(1_000)
  fake.finish({ ...ofWorker, error: 'net::ERR_ABORTED' }, null)
  await fake.pass(5_000)
  expect(session.streams.map(({ key, state }) => [key, state])).toEqual([['devtools-1/1', 'aborted']])
})
