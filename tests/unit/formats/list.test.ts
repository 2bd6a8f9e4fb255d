import { describe, expect, test } from 'vitest'
import { formatById, formatFor, formats } from '../../../lib/formats/list'

describe('formatFor', () => {
  test.each([
    'text/event-stream',
    'Text/Event-Stream',
    'text/event-stream;charset=utf-8',
    ' text/event-stream ; charset="x;y"',
  ])('%j is an event stream', type => expect(formatFor(type)?.id).toBe('event-stream'))

  test.each([
    'application/x-ndjson',
    'application/ndjson; charset=utf-8',
    'application/jsonl',
    'APPLICATION/JSON-LINES',
    'application/x-json-stream',
    'application/stream+json',
    'application/vnd.spring.stream+json',
  ])('%j is JSON lines', type => expect(formatFor(type)?.id).toBe('json-lines'))

  test.each([
    ['application/json-seq', 'json-seq'],
    ['application/geo+json-seq; charset=utf-8', 'json-seq'],
    ['application/connect+json', 'connect'],
    ['application/connect+proto', 'connect'],
    ['application/grpc-web', 'grpc-web'],
    ['application/grpc-web+proto', 'grpc-web'],
    ['application/grpc-web-text', 'grpc-web'],
    ['application/grpc-web-text+proto', 'grpc-web'],
    ['multipart/mixed; boundary="-"', 'multipart'],
    ['Multipart/X-Mixed-Replace;boundary=frame', 'multipart'],
    ['text/x-component', 'rsc'],
    ['text/vnd.turbo-stream.html; charset=utf-8', 'turbo-stream'],
  ])('%j is %s', (type, id) => expect(formatFor(type)?.id).toBe(id))

  test.each([
    '',
    'application/json',
    'application/json-sequence',
    'application/connect+jsonx',
    'application/grpc',
    'application/grpc-website',
    'multipart/form-data; boundary=x',
    'text/plain',
    'text/event-stream-x',
    'x; text/event-stream',
    'a/upstream+json',
  ])('%j is spoken by none', type => expect(formatFor(type)).toBeNull())
})

test('every format is found by its ID', () => {
  for (const format of formats) expect(formatById(format.id)).toBe(format)
  expect(new Set(formats.map(({ id }) => id)).size).toBe(formats.length)
})

test('plain text alone goes by chunks', () => {
  const handlers = { onBlock: () => {}, onProblem: () => {} }
  const cutting = formats.filter(format => format.createParser(handlers).cut !== undefined)
  expect(cutting.map(({ id }) => id)).toEqual(['plain-text'])
})
