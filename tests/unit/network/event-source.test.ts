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

/** The request of a page's `EventSource`, as Chrome lists it. */
const request = (more: FakeEntry = {}): FakeEntry => ({
  ...{ startedAt: 1_003, resourceType: 'eventsource', pageref: 'page_1', time: 500 },
  ...more,
})
const seconds = 1_000

test('the answer’s head, which an EventSource hides, is completed', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  fake.list(request({ status: 404, type: 'text/html' }))
  page.close(1, 1_100, 'refused')
  await fake.pass(1_000)
  expect(session.stream('page/1').response).toMatchObject({
    ...{ status: 404, headers: [['Content-Type', 'text/html']], responseType: '', redirected: false },
  })
})

test('the head is completed where the browser does not tell what asked', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  fake.list({ startedAt: 1_003, status: 503, type: 'text/html', headers: [['Accept', 'text/event-stream']] })
  page.close(1, 1_100, 'refused')
  await fake.pass(1_000)
  expect(session.stream('page/1').response?.status).toBe(503)
})

test('events that nobody listened for are put where they belong', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_200.2, 'id: 1\ndata: a\n\n')
  page.dispatch(1, 1_400.2, 'id: 3\ndata: c\n\n')
  const events: FakeEvent[] = [
    [1_200, 'message', '1', 'a'],
    [1_300, 'tick', '2', 'b'],
    [1_400, 'message', '3', 'c'],
  ]
  fake.list(request({ events }))
  await fake.pass(1_000)
  expect(session.chunks('page/1')).toEqual([
    [1_200.2, 'dispatch', 'id: 1\ndata: a\n\n'],
    [1_300, 'devtools-events', 'id: 2\nevent: tick\ndata: b\n\n'],
    [1_400.2, 'dispatch', 'id: 3\ndata: c\n\n'],
  ])
})

test('an event that may still be on its way from the page is waited for', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  const events: FakeEvent[] = [
    [1_400, 'message', '', 'a'],
    [1_401, 'tick', '', 'b'],
  ]
  fake.list(request({ events }))
  await fake.pass(1_000)
  expect(session.chunks('page/1')).toEqual([])
  page.dispatch(1, 1_400.1, 'data: a\n\n')
  await fake.pass(1_000)
  expect(session.chunks('page/1').map(([, consumer]) => consumer)).toEqual(['dispatch'])
  await fake.pass(5 * seconds)
  expect(session.chunks('page/1').map(([, consumer]) => consumer)).toEqual(['dispatch', 'devtools-events'])
})

test('an event that was taken for unheard gives way when the page’s record of it comes', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  const events: FakeEvent[] = [
    [1_400, 'message', '', 'a'],
    [1_500, 'tick', '', 'b'],
  ]
  fake.list(request({ events }))
  await fake.pass(8 * seconds)
  expect(session.chunks('page/1').map(([, consumer]) => consumer)).toEqual([
    'devtools-events',
    'devtools-events',
  ])
  page.dispatch(1, 1_400.1, 'data: a\n\n')
  await fake.pass(5 * seconds)
  expect(session.chunks('page/1')).toEqual([
    [1_400.1, 'dispatch', 'data: a\n\n'],
    [1_500, 'devtools-events', 'event: tick\ndata: b\n\n'],
  ])
})

test('where nothing changed nothing is restated', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_200, 'data: a\n\n')
  fake.list(
    request({
      events: [
        [1_200, 'message', '', 'a'],
        [1_300, 'tick', '', 'b'],
      ],
    }),
  )
  await fake.pass(10 * seconds)
  const count = session.records.length
  await fake.pass(20 * seconds)
  expect(session.records.length).toBe(count)
  expect(session.records.filter(([, { kind }]) => kind === 'stream-restated')).toEqual([])
})

test('at its end a connection gets its true bytes: page’s times where it saw the event, else listed ones', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_200.2, 'data: a\n\n')
  const entry = request({
    events: [
      [1_200, 'message', '', 'a'],
      [1_300, 'tick', '', 'é'],
    ],
  })
  page.close(1, 1_500)
  fake.finish(entry, 'retry: 10\n\n: c\ndata:a\n\nevent: tick\ndata: Ã©\n\n: end\n\n')
  await fake.pass(100)
  const chunks = session.chunks('page/1')
  expect(chunks.slice(0, 2)).toEqual([
    [1_200.2, 'dispatch-body', 'retry: 10\n\n: c\ndata:a\n\n'],
    [1_300, 'devtools-timed-body', 'event: tick\ndata: é\n\n'],
  ])
  expect(chunks.slice(2).map(([, ...rest]) => rest)).toEqual([['devtools-body', ': end\n\n']])
  expect(session.stream('page/1').closed?.reason).toBe('lost')
})

test('a body that lacks what the page saw is not this stream’s', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_200, 'data: a\n\n')
  fake.finish(request(), 'data: other\n\n')
  await fake.pass(5 * seconds)
  expect(session.chunks('page/1')).toEqual([[1_200, 'dispatch', 'data: a\n\n']])
})

test('each reconnection is completed by its own request', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_100, 'id: 7\ndata: a\n\n')
  page.close(1, 1_200)
  page.open(2, 1_200, { follows: 1, lastEventId: '7' })
  // After the server's reconnection time; the id in force is not sent again.
  page.dispatch(2, 9_100, 'data: b\n\n')
  page.close(2, 9_200)
  page.open(3, 9_200, { follows: 2, lastEventId: '7' })
  fake.list(
    request({ events: [[1_100, 'message', '7', 'a']] }),
    request({
      ...{ startedAt: 9_000, headers: [['Last-Event-ID', '7']], status: 201 },
      events: [
        [9_050, 'tick', '7', 'x'],
        [9_100, 'message', '7', 'b'],
      ],
    }),
  )
  await fake.pass(12 * seconds)
  expect(session.chunks('page/2')).toEqual([
    [9_050, 'devtools-events', 'event: tick\ndata: x\n\n'],
    [9_100, 'dispatch', 'data: b\n\n'],
  ])
  expect([1, 2, 3].map(id => session.stream(`page/${id}`).response?.status)).toEqual([200, 201, undefined])
})

test('two of one address get their requests in order; one that was closed before has none', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.close(1, 1_001, 'closed')
  page.open(2, 1_002)
  page.open(3, 1_003)
  fake.list(
    request({ startedAt: 1_001, status: 0, error: 'net::ERR_ABORTED' }),
    request({ startedAt: 1_003, status: 202 }),
    request({ startedAt: 1_004, status: 203 }),
  )
  await fake.pass(1_000)
  expect([1, 2, 3].map(id => session.stream(`page/${id}`).response?.status)).toEqual([undefined, 202, 203])
})

test('an EventSource that was there before DevTools takes no later one’s request', async () => {
  const { session, fake, page } = start()
  page.open(1, 100)
  await fake.pass(20 * seconds)
  page.open(2, 20_000)
  fake.list(request({ startedAt: 20_004 }))
  await fake.pass(1_000)
  expect([1, 2].map(id => session.stream(`page/${id}`).response?.status)).toEqual([undefined, 200])
})

test('a redirect is followed; events that Chrome lists twice then are taken once', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_200, 'data: a\n\n')
  page.dispatch(1, 1_300, 'data: a\n\n')
  fake.list(
    request({ resourceType: 'other', status: 302, redirectUrl: '/there', type: '' }),
    request({
      ...{ startedAt: 1_050, url: 'https://page.test/there', resourceType: 'other' },
      events: [
        [1_200, 'message', '', 'a'],
        [1_060, 'message', '', 'a'],
        [1_250, 'tick', '', 'b'],
        [1_250, 'tick', '', 'b'],
        [1_300, 'message', '', 'a'],
        [1_300, 'message', '', 'a'],
      ],
    }),
  )
  await fake.pass(1_000)
  expect(session.chunks('page/1').map(([, , text]) => text)).toEqual([
    'data: a\n\n',
    'event: tick\ndata: b\n\n',
    'data: a\n\n',
  ])
  expect(session.stream('page/1').response).toMatchObject({
    url: 'https://page.test/there',
    redirected: true,
  })
})

test('events that nobody listened for and no list has a time of came before the page’s next', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_100, 'data: a\n\n')
  page.dispatch(1, 1_300, 'data: b\n\n')
  page.close(1, 1_500)
  await fake.pass(600)
  fake.finish(request(), 'data: a\n\nevent: tick\ndata: 1\n\nevent: tick\ndata: 2\n\n: c\n\ndata: b\n\n')
  await fake.pass(100)
  expect(session.chunks('page/1')).toEqual([
    [1_100, 'dispatch-body', 'data: a\n\n'],
    [1_300, 'devtools-body', 'event: tick\ndata: 1\n\nevent: tick\ndata: 2\n\n'],
    [1_300, 'dispatch-body', ': c\n\ndata: b\n\n'],
  ])
})

test('a body that is told while it grows is taken as far as it goes, and the page’s events after it', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_100, 'data: a\n\n')
  const entry: FakeEntry = { startedAt: 1_003, text: ': c\n\ndata: a\n\nevent: tick\ndata: b\n\ndata: hal' }
  fake.list(entry)
  await fake.pass(1_000)
  page.dispatch(1, 1_600, 'data: half\n\n')
  await fake.pass(5 * seconds)
  const first = session.chunks('page/1')
  const seenAt = first[1]?.[0] ?? 0
  expect(seenAt).toBeGreaterThan(1_400)
  expect(first).toEqual([
    [1_100, 'dispatch-body', ': c\n\ndata: a\n\n'],
    [seenAt, 'devtools-body', 'event: tick\ndata: b\n\n'],
    [1_600, 'dispatch', 'data: half\n\n'],
  ])
  entry.text += 'f\n\n'
  await fake.pass(5 * seconds)
  expect(session.chunks('page/1')).toEqual([...first.slice(0, 2), [1_600, 'dispatch-body', 'data: half\n\n']])
})

test('a body that lacks one of several that the page saw is not this stream’s', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  for (const [index, data] of ['a', 'b', 'c'].entries()) page.dispatch(1, 1_100 + index, `data: ${data}\n\n`)
  fake.list(request({ resourceType: '', text: 'data: a\n\ndata: c\n\n' }))
  await fake.pass(1_000)
  expect(session.chunks('page/1').map(([, ...rest]) => rest)).toEqual(
    ['a', 'b', 'c'].map(data => ['dispatch', `data: ${data}\n\n`]),
  )
})

test('of events alike that a body tells one by one, those it tells are placed and the page is ahead with the others', async () => {
  const { session, fake, page } = start()
  page.open(1, 1_000)
  const entry = request({ resourceType: '', text: ': hi\n\ndata: ping\n\nid: 1\ndata: ping\n\n' })
  fake.list(entry)
  for (const [at, id] of [[1_100], [1_200, 1], [1_300], [1_400]] as const)
    page.dispatch(1, at, `${id ? `id: ${id}\n` : ''}data: ping\n\n`)
  await fake.pass(1_000)
  expect(session.chunks('page/1')).toEqual([
    [1_100, 'dispatch-body', ': hi\n\ndata: ping\n\n'],
    [1_200, 'dispatch-body', 'id: 1\ndata: ping\n\n'],
    [1_300, 'dispatch', 'data: ping\n\n'],
    [1_400, 'dispatch', 'data: ping\n\n'],
  ])
})

test('what a body told before recording was off stays when the body cannot be used any more', async () => {
  const { session, fake, network, page } = start()
  page.open(1, 1_000)
  page.dispatch(1, 1_100, 'data: a\n\n')
  const entry: FakeEntry = { startedAt: 1_003, text: ': c\n\ndata: a\n\nevent: tick\ndata: 1\n\n' }
  fake.list(entry)
  await fake.pass(1_000)
  const before = session.chunks('page/1')
  expect(before.map(([, ...rest]) => rest)).toEqual([
    ['dispatch-body', ': c\n\ndata: a\n\n'],
    ['devtools-body', 'event: tick\ndata: 1\n\n'],
  ])
  network.setRecording(false)
  await fake.pass(1_000)
  network.setRecording(true)
  page.dispatch(1, 3_500, 'data: b\n\n')
  await fake.pass(5 * seconds)
  expect(session.chunks('page/1')).toEqual([...before, [3_500, 'dispatch', 'data: b\n\n']])
})

test('what was sent while recording was off is not filled in', async () => {
  const { session, fake, page, network } = start()
  page.open(1, 1_000)
  const events: FakeEvent[] = [[1_100, 'tick', '', 'before']]
  fake.list(request({ events }))
  await fake.pass(5 * seconds)
  network.setRecording(false)
  events.push([7_000, 'tick', '', 'meanwhile'])
  await fake.pass(5 * seconds)
  network.setRecording(true)
  events.push([12_000, 'tick', '', 'after'])
  await fake.pass(10 * seconds)
  fake.finish(request({ events }), 'event: tick\ndata: meanwhile\n\n')
  await fake.pass(100)
  expect(session.chunks('page/1').map(([, , text]) => text)).toEqual([
    'event: tick\ndata: before\n\n',
    'event: tick\ndata: after\n\n',
  ])
})
