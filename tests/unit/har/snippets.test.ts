import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect, test } from 'vitest'
import { copyStream } from '../../../lib/har/snippets'
import { fedStream } from '../session/fed-stream'

const asked = () =>
  fedStream({
    url: 'https://api.example/chat?api_key=sk-12345678901234567890',
    method: 'POST',
    headers: [
      ['authorization', 'Bearer sk-12345678901234567890'],
      ['content-type', 'application/json'],
    ],
    body: { kind: 'text', text: `{"q":"it's"}`, length: 12 },
  })

test('credentials stay out unless they are asked for', () => {
  for (const kind of ['url', 'curl', 'fetch', 'json'] as const) {
    expect(copyStream(asked(), kind, { redact: true })).not.toContain('sk-1234')
    expect(copyStream(asked(), kind, { redact: false })).toContain('sk-1234')
  }
})

test('a shell reads back what the request held, quotes included', () => {
  const command = copyStream(asked(), 'curl', { redact: false })
  expect(command).toContain(`--data-raw '{"q":"it'\\''s"}'`)
  expect(command).toContain(`-H 'content-type: application/json'`)
  expect(command).not.toContain('-X')
})

test('the fetch call is code that asks the same', () => {
  const code = copyStream(asked(), 'fetch', { redact: false })
  const call = new Function('fetch', `return (${code.replace(/^await /, '')})`)
  const [url, init] = call((...args: unknown[]) => args)
  expect(url).toBe(asked().opened.url)
  expect(init).toMatchObject({ method: 'POST', body: `{"q":"it's"}` })
})

test('an event stream is copied as it came; other formats become one', () => {
  const stream = fedStream({ source: 'fetch', contentType: 'text/event-stream' })
  stream.push(': hi\r\n\r\nid: 1\ndata: a\n\n')
  expect(copyStream(stream, 'sse', { redact: true })).toBe(': hi\r\n\r\nid: 1\ndata: a\n\n')
  const lines = fedStream({ source: 'fetch', contentType: 'application/x-ndjson' })
  lines.push('{"a":1}\n{"b":2}\n')
  const events: EventSourceMessage[] = []
  createParser({ onEvent: event => events.push(event) }).feed(copyStream(lines, 'sse', { redact: true }))
  expect(events.map(({ data }) => data)).toEqual(['{"a":1}', '{"b":2}'])
})

test('text is the data of the events, and JSON says when they came', () => {
  const stream = fedStream({ contentType: 'text/event-stream' })
  stream.push('event: x\ndata: a\n\n: c\n\ndata: b\n\n')
  expect(copyStream(stream, 'text', { redact: true })).toBe('a\nb')
  const { events } = JSON.parse(copyStream(stream, 'json', { redact: true }))
  expect(events).toEqual([
    { time: stream.chunks.time(0), type: 'x', id: '', data: 'a' },
    { time: stream.chunks.time(0), type: 'message', id: '', data: 'b' },
  ])
})
