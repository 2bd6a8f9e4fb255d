import { describe, expect, test } from 'vitest'
import { writeHar } from '../../../lib/har/write'
import { objections } from './har-validity'
import { type Recorded, recordedStream, START } from './recorded-stream'

const write = (recorded: Recorded, redact = false) =>
  writeHar([recordedStream(recorded)], { creatorVersion: '1.2.3', redact })

const json = { headers: [['content-type', 'application/x-ndjson']] } as const

const SHAPES: Record<string, Recorded> = {
  'complete event stream': {},
  pending: { response: null, closed: null },
  running: { closed: null },
  'failed without response': {
    response: null,
    closed: { reason: 'failed', message: 'TypeError: Failed to fetch' },
  },
  aborted: { closed: { reason: 'aborted', message: 'AbortError: The user aborted a request.' } },
  left: { closed: null, left: true },
  'no body': { chunks: [] },
  EventSource: {
    opened: { source: 'event-source', lastEventId: '7', follows: 3 },
    connected: true,
    response: null,
    chunks: [{ bytes: Buffer.from('data: a\n\n'), at: START + 120, consumer: 'dispatch' }],
    closed: { reason: 'lost' },
  },
  'refused EventSource': {
    opened: { source: 'event-source' },
    response: null,
    closed: { reason: 'refused' },
  },
  'seen by DevTools': { opened: { source: 'unknown', observer: 'devtools' }, response: null, closed: null },
  'parsed as bytes': { parsedAs: 'none' },
  'no events': { chunks: [': hello\n\n'] },
  'no type': { response: { headers: [] }, chunks: ['ok'] },
  'opaque response': {
    response: { status: 0, statusText: '', headers: [], responseType: 'opaque' },
    chunks: [],
  },
  'JSON lines': { response: json, chunks: ['{"a":1}\n'] },
  'invalid UTF-8': { chunks: [Uint8Array.of(0x64, 0xff, 0x0a, 0x0a)] },
  'byte order mark': { chunks: ['\uFEFFdata: a\n\n'] },
  holes: {
    chunks: [
      'data: a\n\n',
      { bytes: Buffer.from('data: b\n\n'), at: START + 120, dropped: true },
      'data: c\n\n',
    ],
  },
  'all bytes dropped': { chunks: [{ bytes: Buffer.from('data: b\n\n'), at: START + 120, lost: true }] },
  'form data': { opened: { method: 'POST', body: { kind: 'form-data', names: ['file', 'file'] } } },
  'text body': { opened: { method: 'POST', body: { kind: 'text', text: '{"stream":true}', length: 15 } } },
  'cut text body': { opened: { method: 'POST', body: { kind: 'text', text: '{"stre', length: 15 } } },
  'body not captured': {
    opened: { method: 'POST', body: { kind: 'not-captured', type: 'Blob', size: null } },
  },
  cookies: {
    opened: { headers: [['Cookie', 'a=1; b; c=d=e']] },
    response: { headers: [['Set-Cookie', 'a=1; Path=/; HttpOnly']] },
  },
  'relative URL': { opened: { url: '/v1/stream?x=1' } },
  'non-ASCII URL': { opened: { url: 'https://bücher.example/größe/日本?q=ü|{}[]^` "%zz#ü' } },
  'lone surrogates': {
    opened: { url: 'https://a.example/\ud800', method: 'G\ud800' },
    chunks: ['data: \ud800\n\n'],
  },
  'no URL': { opened: { url: 'https://' } },
  'empty URL without base': { opened: { url: '' }, document: { url: 'about:srcdoc' } },
  'clock before 1970': { opened: { at: -5 }, response: { at: -6 }, closed: { at: -7 } },
  'clock far off': { opened: { at: 1e300 } },
}

describe('a strict validator accepts', () => {
  test('no streams', async () => {
    expect(
      await objections(writeHar([], { creatorVersion: '1.2.3', redact: true, comment: 'none' })),
    ).toEqual([])
  })

  test.each(Object.entries(SHAPES))('%s', async (_, recorded) => {
    expect(await objections(write(recorded))).toEqual([])
    expect(await objections(write(recorded, true))).toEqual([])
  })
})

test('the validator objects to a URL that is not absolute', async () => {
  const har = write({})
  for (const entry of har.log.entries) entry.request.url = '/v1/stream'
  expect(await objections(har)).not.toEqual([])
})

test.each(Object.entries(SHAPES))('URLs have no character outside RFC 3986: %s', (_, recorded) => {
  for (const entry of write(recorded).log.entries) {
    expect(entry.request.url).toMatch(/^[a-z][a-z0-9+.-]*:(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*$/i)
    expect(URL.canParse(entry.request.url)).toBe(true)
  }
})

test.each(Object.entries(SHAPES))(
  'phases are never negative where HAR forbids it, and add up: %s',
  (_, recorded) => {
    for (const { time, timings } of write(recorded).log.entries) {
      const phases = [timings.send ?? -1, timings.wait, timings.receive]
      expect(Math.min(...phases)).toBeGreaterThanOrEqual(0)
      expect(phases.reduce((sum, phase) => sum + phase)).toBe(time)
    }
  },
)
