import { describe, expect, test } from 'vitest'
import { entryOf } from './entry-of'
import { type Recorded, recordedStream, START } from './recorded-stream'

const entry = (recorded: Recorded = {}) => entryOf(recordedStream(recorded))

describe('times', () => {
  test('the start is ISO 8601 with milliseconds and zone', () => {
    expect(entry().startedDateTime).toBe('2026-11-21T04:26:00.000Z')
  })

  test('waiting lasts until the headers, receiving until the end', () => {
    expect(entry({ response: { at: START + 100.5 }, closed: { at: START + 1000.75 } })).toMatchObject({
      time: 1000.75,
      timings: { send: 0, wait: 100.5, receive: 900.25 },
    })
  })

  test('a stream still running has received until its last chunk', () => {
    const { timings } = entry({ closed: null, chunks: ['data: a\n\n', 'data: b\n\n'] })
    expect(timings).toMatchObject({ wait: 100, receive: 20 })
  })

  test('a request that failed waited until it failed', () => {
    const { timings } = entry({ response: null, closed: { reason: 'failed', at: START + 30 } })
    expect(timings).toMatchObject({ wait: 30, receive: 0 })
  })
})

describe('request', () => {
  test('the URL has no fragment; the captured one is kept beside', () => {
    const { request, _streamtap } = entry({ opened: { url: 'https://a.example/ü?q=a|b&r=%20c#part' } })
    expect(request.url).toBe('https://a.example/%C3%BC?q=a%7Cb&r=%20c')
    expect(request.queryString).toEqual([
      { name: 'q', value: 'a|b' },
      { name: 'r', value: ' c' },
    ])
    expect(_streamtap.url).toBe('https://a.example/ü?q=a|b&r=%20c#part')
  })

  test('a plain URL is not repeated', () => {
    expect(entry()._streamtap).not.toHaveProperty('url')
  })

  test('a text body is given with its type and size in bytes', () => {
    const { request, _streamtap } = entry({
      opened: {
        method: 'POST',
        headers: [['Content-Type', 'application/json']],
        body: { kind: 'text', text: '{"q":"ü"}', length: 9 },
      },
    })
    expect(request.postData).toEqual({ mimeType: 'application/json', text: '{"q":"ü"}' })
    expect(request.bodySize).toBe(10)
    expect(_streamtap.requestBody).toEqual({ kind: 'text', length: 9 })
  })

  test('a cut text body has its full length and no size', () => {
    const { request, _streamtap } = entry({ opened: { body: { kind: 'text', text: '{"q"', length: 9 } } })
    expect(request).toMatchObject({
      bodySize: -1,
      postData: { mimeType: 'text/plain;charset=UTF-8', text: '{"q"' },
    })
    expect(_streamtap.requestBody).toEqual({ kind: 'text', length: 9 })
  })

  test('form data gives names without values', () => {
    const { request } = entry({ opened: { body: { kind: 'form-data', names: ['a', 'b'] } } })
    expect(request.postData).toEqual({
      mimeType: 'multipart/form-data',
      params: [{ name: 'a' }, { name: 'b' }],
    })
  })

  test('a body that was not captured is noted, and not taken for an empty one', () => {
    const { request, _streamtap } = entry({
      opened: { body: { kind: 'not-captured', type: 'Blob', size: 7 } },
    })
    expect(request).not.toHaveProperty('postData')
    expect(request.bodySize).toBe(7)
    expect(_streamtap.requestBody).toEqual({ kind: 'not-captured', type: 'Blob', size: 7 })
  })

  test.each([
    ['fetch', 'fetch'],
    ['xhr', 'xhr'],
    ['event-source', 'eventsource'],
    ['unknown', 'other'],
  ] as const)('%s has the resource type %s', (source, type) => {
    expect(entry({ opened: { source } })._resourceType).toBe(type)
  })
})

describe('response', () => {
  test('an event stream has the bare type; the true one stays in the headers', () => {
    const { response } = entry({ response: { headers: [['Content-Type', 'text/plain; charset=utf-8']] } })
    expect(response.content.mimeType).toBe('text/event-stream')
    expect(response.headers).toEqual([{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }])
  })

  test('other formats keep the type they were sent with', () => {
    const { response } = entry({
      response: { headers: [['content-type', 'application/x-ndjson; charset=utf-8']] },
    })
    expect(response.content.mimeType).toBe('application/x-ndjson; charset=utf-8')
  })

  test('no response has status 0 and no text', () => {
    const { response } = entry({ response: null, closed: { reason: 'failed' } })
    expect(response).toMatchObject({ status: 0, statusText: '', content: { size: 0, mimeType: 'x-unknown' } })
    expect(response.content).not.toHaveProperty('text')
  })

  test('an answer without body has empty text', () => {
    expect(entry({ chunks: [] }).response.content).toMatchObject({ size: 0, text: '' })
  })
})
