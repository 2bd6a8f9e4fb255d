import { describe, expect, test } from 'vitest'
import { asksForStream, isStreamType } from '../../../lib/capture/sniff'
import type { RequestBody } from '../../../lib/wire/records'

const json = (text: string): RequestBody => ({ kind: 'text', text, length: text.length })

describe('a content type is that of a stream', () => {
  const cases: readonly [string | null, boolean][] = [
    ['text/event-stream', true],
    ['Text/Event-Stream; charset=UTF-8', true],
    ['  text/event-stream  ;x', true],
    ['application/x-ndjson', true],
    ['application/connect+json', true],
    ['multipart/mixed; boundary="-"', true],
    ['text/x-component', true],
    ['application/json', false],
    ['text/html', false],
    ['text/event-streams', false],
    ['constructor', false],
    ['__proto__', false],
    ['', false],
    [null, false],
  ]
  test.each(cases)('%s: %s', (type, expected) => expect(isStreamType(type)).toBe(expected))
})

describe('a request asks for a stream', () => {
  const cases: readonly [string, boolean][] = [
    ['{"stream":true}', true],
    ['{"a":1,\n\t"stream" : true }', true],
    ['{"stream":false,"b":{"stream":true}}', true],
    ['{"stream":false}', false],
    ['{"stream":"true"}', false],
    ['{"stream_options":{}}', false],
    ['"stream"', false],
    ['"stream" true', false],
    ['', false],
  ]
  test.each(cases)('by the body %s: %s', (text, expected) =>
    expect(asksForStream([], json(text))).toBe(expected),
  )

  test('by its Accept header, in any case', () => {
    expect(asksForStream([['ACCEPT', 'application/json, Text/Event-Stream']], { kind: 'none' })).toBe(true)
    expect(asksForStream([['accept', 'application/x-ndjson']], { kind: 'none' })).toBe(true)
    expect(asksForStream([['accept', '*/*']], { kind: 'none' })).toBe(false)
    expect(asksForStream([['x-accept', 'text/event-stream']], { kind: 'none' })).toBe(false)
  })
})
