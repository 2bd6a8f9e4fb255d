import { expect, test } from 'vitest'
import { streamName, streamRow } from '../../../lib/views/stream-row'
import { fedStream, REQUESTED_AT } from '../session/fed-stream'

test.each([
  ['https://host.example/v1/chat/completions?stream=1', 'chat/completions?stream=1'],
  ['https://host.example/v1/events/', 'v1/events'],
  ['https://host.example/events', 'events'],
  ['https://host.example/', 'host.example'],
  ['https://host.example:8080/?a=1', 'host.example:8080?a=1'],
  ['no url at all', 'no url at all'],
])('%s is named %s', (url, name) => {
  expect(streamName(url)).toBe(name)
})

test('a pending stream has run until now', () => {
  const row = streamRow(fedStream(), REQUESTED_AT + 1234)
  expect(row).toMatchObject({ state: 'pending', live: true, duration: 1234, events: 0, size: 0 })
})

test('a closed stream has run until its end, whatever the clock says', () => {
  const stream = fedStream()
  stream.respond()
  stream.push('data: a\n\n', 100)
  stream.close()
  expect(streamRow(stream, REQUESTED_AT + 99_999)).toMatchObject({
    state: 'complete',
    live: false,
    duration: 105,
  })
})

test('a stream whose document left has run until its last chunk', () => {
  const stream = fedStream()
  stream.respond()
  stream.push('data: a\n\n', 100)
  stream.leave()
  expect(streamRow(stream, REQUESTED_AT + 99_999)).toMatchObject({ state: 'left', duration: 100 })
})

test('the kind is the API and the format, or the content type where no format speaks it', () => {
  const bytes = fedStream()
  bytes.respond({ headers: [['Content-Type', 'Application/X-Thing; a=b']] })
  const events = fedStream()
  events.respond()
  expect(streamRow(events, 0).kind).toBe('fetch SSE')
  expect(streamRow(bytes, 0).kind).toBe('fetch application/x-thing')
})

test('a frame is told by its host and path', () => {
  const row = streamRow(
    fedStream({ document: { isTopFrame: false, url: 'https://widgets.example/orders?x=1' } }),
    0,
  )
  expect(row.frame).toMatchObject({ place: 'frame', label: 'widgets.example/orders' })
})

test('drops are summed up by reason', () => {
  const stream = fedStream()
  stream.push('abc')
  stream.pushEmptied(2)
  stream.drop(1, 'stream-limit')
  stream.pushEmptied(4)
  expect(streamRow(stream, 0).dropped).toEqual([
    { reason: 'document-limit', chunks: 2, bytes: 6 },
    { reason: 'stream-limit', chunks: 1, bytes: 3 },
  ])
})
