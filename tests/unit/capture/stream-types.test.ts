import { describe, expect, test } from 'vitest'
import { isStreamType, mayBeStream } from '../../../lib/capture/sniff'
import { formatFor } from '../../../lib/formats/list'
import { isStreamType as isListedStreamType } from '../../../lib/network/stream-types'

/** Content types, by whether their bodies are recorded for their type alone. */
const types: Readonly<Record<string, boolean>> = {
  'text/event-stream': true,
  'TEXT/Event-Stream;charset=utf-8': true,
  'application/ndjson': true,
  'application/x-ndjson': true,
  'application/jsonl': true,
  'application/x-jsonl': true,
  'application/jsonlines': true,
  'application/x-jsonlines': true,
  'application/json-lines': true,
  'application/x-json-lines': true,
  'application/json-stream': true,
  'application/x-json-stream': true,
  'application/stream+json': true,
  'application/vnd.api.stream+json': true,
  'application/vnd.api-stream+json': true,
  'text/ndjson': true,
  'text/x-ndjson': true,
  'text/jsonl': true,
  'application/json-seq': true,
  'application/geo+json-seq': true,
  'application/connect+json': true,
  'application/connect+proto': true,
  'application/grpc-web': true,
  'application/grpc-web+proto': true,
  'application/grpc-web+json': true,
  'application/grpc-web-text': true,
  'application/grpc-web-text+proto': true,
  'multipart/mixed; boundary=-': true,
  'text/x-component': true,
  'text/vnd.turbo-stream.html': true,
  'application/json': false,
  'application/upstream+json': false,
  'application/problem+json': false,
  'application/grpc': false,
  'text/plain': false,
  'text/html': false,
  'multipart/form-data; boundary=-': false,
  'video/mp4': false,
  '': false,
}

describe('a stream is recognised by its type', () => {
  test.each(Object.entries(types))('%s: %s', (type, expected) => expect(isStreamType(type)).toBe(expected))

  test.each(Object.entries(types))('in the list of DevTools too: %s: %s', (type, expected) =>
    expect(isListedStreamType(type)).toBe(expected),
  )

  test('wherever a format speaks it', () => {
    const spoken = Object.keys(types).filter(type => formatFor(type) !== null)
    expect(spoken.filter(type => !isStreamType(type))).toEqual([])
    expect(spoken.length).toBeGreaterThan(0)
  })
})

describe('a body may turn out to be a stream', () => {
  const cases: readonly [string | null, boolean][] = [
    [null, true],
    ['', true],
    ['text/plain; charset=utf-8', true],
    ['application/json', true],
    ['application/problem+json', true],
    ['Application/Octet-Stream', true],
    ['text/html', false],
    ['image/png', false],
    ['video/mp4', false],
    ['application/wasm', false],
    ['text/css', false],
  ]
  test.each(cases)('%s: %s', (type, expected) => expect(mayBeStream(type)).toBe(expected))
})
