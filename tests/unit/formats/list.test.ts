import { describe, expect, test } from 'vitest'
import { formatFor } from '../../../lib/formats/list'

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
    '',
    'application/json',
    'text/plain',
    'text/event-stream-x',
    'x; text/event-stream',
    'a/upstream+json',
  ])('%j is spoken by none', type => expect(formatFor(type)).toBeNull())
})
