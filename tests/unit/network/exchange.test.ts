import { expect, test } from 'vitest'
import { createNetwork } from '../../../lib/network/network'
import type { ResponseReceived, StreamSource } from '../../../lib/wire/records'
import { createFakeApi, type FakeEntry } from './fake-api'
import { createFakeSession, createPage } from './fake-session'

const start = (source: StreamSource, resourceType: string) => {
  const session = createFakeSession()
  const fake = createFakeApi()
  createNetwork({ ...fake, session, isIgnored: () => false })
  const page = createPage(session)
  page.open(1, 1_000, { source, body: { kind: 'text', text: 'ask', length: 3 } })
  const respond = (more: Partial<ResponseReceived> = {}) =>
    session.append('page', {
      ...{ kind: 'response-received', streamId: 1, at: 1_050, url: 'https://page.test/feed', status: 200 },
      ...{ statusText: 'OK', headers: [['content-type', 'text/event-stream']], responseType: 'basic' },
      ...{ redirected: false, ...more },
    })
  const entry: FakeEntry = { resourceType, pageref: 'page_1', headers: [['Cookie', 'a=b']] }
  return {
    fake,
    page,
    respond,
    entry,
    listed: () => session.records.filter(([, { kind }]) => kind === 'exchange-listed'),
  }
}

test.each([
  ['fetch', 'fetch'],
  ['xhr', 'xhr'],
  ['event-source', 'eventsource'],
  ['fetch', ''], // Firefox
] as const)('a stream of the page by %s gets the headers that DevTools lists, once', async (source, type) => {
  const { fake, entry, listed, respond } = start(source, type)
  if (source !== 'event-source') respond()
  fake.list(entry)
  await fake.pass(10_000)
  fake.finish(entry, 'data: a\n\n')
  await fake.pass(10_000)
  expect(listed()).toEqual([
    [
      'page',
      {
        kind: 'exchange-listed',
        streamId: 1,
        at: expect.any(Number),
        httpVersion: 'h2',
        requestHeaders: [['Cookie', 'a=b']],
        responseHeaders: [['Content-Type', 'text/event-stream']],
      },
    ],
  ])
})

test('they are waited for until there is an answer', async () => {
  const { fake, entry, listed, respond } = start('fetch', 'fetch')
  fake.list({ ...entry, headers: [], status: 0 })
  await fake.pass(10_000)
  expect(listed()).toEqual([])
  fake.list(entry)
  await fake.pass(10_000)
  expect(listed()).toEqual([])
  respond()
  await fake.pass(10_000)
  expect(listed()).toMatchObject([['page', { requestHeaders: [['Cookie', 'a=b']] }]])
})

test('a request that is not answered has what was sent', async () => {
  const { fake, page, entry, listed } = start('fetch', 'fetch')
  page.close(1, 1_100, 'failed')
  fake.list({ ...entry, status: 0, error: 'net::ERR_CONNECTION_RESET' })
  await fake.pass(10_000)
  expect(listed()).toHaveLength(1)
})

test.each<[what: string, response: Partial<ResponseReceived>, entry: FakeEntry]>([
  ['status', { status: 202 }, {}],
  ['header', { headers: [['x-request-id', 'another']] }, {}],
  ['body', {}, { postData: 'ask something else' }],
])('a request alike whose %s is another was another', async (_, response, more) => {
  const { fake, entry, listed, respond } = start('fetch', 'fetch')
  respond(response)
  fake.list({ ...entry, ...more })
  await fake.pass(10_000)
  expect(listed()).toEqual([])
})

test('an address that another stream asked for has none', async () => {
  const { fake, entry, listed } = start('fetch', 'fetch')
  fake.list({ ...entry, url: 'https://page.test/other' })
  await fake.pass(10_000)
  expect(listed()).toEqual([])
})
