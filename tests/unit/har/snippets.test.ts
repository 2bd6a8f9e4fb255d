import { createParser, type EventSourceMessage } from 'eventsource-parser'
import { expect, test } from 'vitest'
import { type CopyKind, canCopy, copyStream, copyStreams } from '../../../lib/har/snippets'
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

test('without events the text is the body, and no event stream can be made', () => {
  const answer = fedStream({ contentType: 'application/json' })
  answer.push('{"error":"no"}')
  expect(copyStream(answer, 'text', { redact: true })).toBe('{"error":"no"}')
  expect(canCopy(answer, 'text')).toBe(true)
  expect(canCopy(answer, 'sse')).toBe(false)
  expect(canCopy(fedStream({ contentType: 'application/json' }), 'text')).toBe(false)
  const image = fedStream({ contentType: 'image/png' })
  image.push('\x89PNG\0')
  expect(copyStream(image, 'text', { redact: true })).toBe('')
})

test('several streams become a JSON array, paragraphs, one event stream or a line each', () => {
  const stream = (path: string, text: string) => {
    const made = fedStream({ contentType: 'text/event-stream', url: `https://a.example/${path}` })
    made.push(text)
    return made
  }
  const two = [stream('1', 'data: a\u2028b\n\n'), stream('2', 'data: c\n\ndata: cut')]
  const copied = (kind: CopyKind, of = two) => copyStreams(of, kind, { redact: true })
  expect(JSON.parse(copied('json'))).toMatchObject([
    { url: 'https://a.example/1', events: [{ data: 'a\u2028b' }] },
    { url: 'https://a.example/2', events: [{ data: 'c' }] },
  ])
  expect(copied('text')).toBe('a\u2028b\n\nc')
  expect(copied('sse')).toBe('data: a\u2028b\n\ndata: c\n\ndata: cut\n\n')
  expect(copied('url')).toBe('https://a.example/1\nhttps://a.example/2')
  expect(copied('curl').match(/^curl /gm)).toHaveLength(2)
  expect(copied('json', two.slice(0, 1))).toMatch(/^\{/)
})
