import { describe, expect, test } from 'vitest'
import { isRecord } from '../../../lib/wire/guards'
import { PAGE_ERROR_LENGTH, RUN_CHUNKS, STRING_LENGTH } from '../../../lib/wire/limits'
import {
  decodeRelayMessage,
  encodeRelayMessage,
  isRecorderMessage,
  WIRE_VERSION,
} from '../../../lib/wire/messages'
import type { CaptureRecord, DocumentInfo } from '../../../lib/wire/records'

const page: DocumentInfo = {
  id: 'd',
  url: 'https://a.test/',
  openedAt: 1,
  isTopFrame: true,
  origin: 'https://app.example',
  frameName: '',
}

const records: readonly CaptureRecord[] = [
  {
    kind: 'stream-opened',
    streamId: 1,
    at: 1_795_224_983_069.25,
    source: 'fetch',
    method: 'POST',
    url: 'https://a.test/chat',
    headers: [['accept', 'text/event-stream']],
    body: { kind: 'text', text: '{"stream":true}', length: 15 },
  },
  {
    kind: 'response-received',
    streamId: 1,
    at: 2,
    url: 'https://a.test/chat',
    status: 200,
    statusText: '',
    headers: [],
    responseType: 'basic',
    redirected: false,
  },
  {
    kind: 'chunks-received',
    streamId: 1,
    times: new Float64Array([3.5, 4.25]),
    sizes: new Uint32Array([2, 1]),
    bytes: new Uint8Array([0, 255, 128]),
    consumer: 'reader',
  },
  { kind: 'stream-closed', streamId: 1, at: 5, reason: 'complete', message: '' },
  { kind: 'records-dropped', streamId: 1, at: 6, reason: 'document-limit', chunks: 3, bytes: 9 },
  { kind: 'page-error', streamId: 1, at: 6.5, chunkAt: 6.25, message: 'Unexpected end of JSON input' },
  { kind: 'capture-fault', streamId: null, at: 7, where: 'read', message: 'x' },
]

const throughJson = (value: object): unknown => JSON.parse(JSON.stringify(value))

test('every kind of record survives the way through JSON, bytes and fractions of milliseconds included', () => {
  const numbered = records.map((record, sequence) => ({ sequence, record }))
  const message = decodeRelayMessage(throughJson(encodeRelayMessage(page, numbered)))
  expect(message?.refused).toBe(0)
  expect(message?.document).toEqual(page)
  expect(message?.records.map(({ record }) => record)).toEqual(
    records.map(record =>
      record.kind === 'chunks-received'
        ? { ...record, times: [...Array.from(record.times)], sizes: [...Array.from(record.sizes)] }
        : record,
    ),
  )
})

test('a message of another version or without a document is refused whole', () => {
  expect(decodeRelayMessage({ version: WIRE_VERSION + 1, document: page, records: [] })).toBeNull()
  expect(decodeRelayMessage({ version: WIRE_VERSION, document: {}, records: [] })).toBeNull()
  expect(decodeRelayMessage(null)).toBeNull()
  expect(decodeRelayMessage('hello')).toBeNull()
})

test('records that do not fit are refused one by one and counted', () => {
  const [opened] = records
  const message = decodeRelayMessage({
    version: WIRE_VERSION,
    document: page,
    records: [
      { sequence: 0, record: opened },
      { sequence: 1, record: { kind: 'constructor' } },
      { sequence: -1, record: opened },
      {
        sequence: 2,
        record: {
          kind: 'chunks-received',
          streamId: 1,
          times: [1],
          sizes: [1],
          bytes: '***',
          consumer: 'reader',
        },
      },
    ],
  })
  expect(message?.records.map(({ sequence }) => sequence)).toEqual([0])
  expect(message?.refused).toBe(3)
})

const run = (changes: object) => ({ ...records[2], ...changes })

describe('a record is refused when', () => {
  const wrong: Readonly<Record<string, unknown>> = {
    'its kind is a name of Object.prototype': { ...records[0], kind: 'toString' },
    'a time is not finite': { ...records[0], at: Number.NaN },
    'a time is negative': { ...records[0], at: -1 },
    'a string is too long': { ...records[0], url: 'x'.repeat(STRING_LENGTH + 1) },
    'a header is not a pair': { ...records[0], headers: [['a']] },
    'the source is unknown': { ...records[0], source: 'socket' },
    'the body is of an unknown kind': { ...records[0], body: { kind: 'blob' } },
    'sizes and bytes disagree': run({ sizes: [2, 2] }),
    'times and sizes disagree': run({ times: [1] }),
    'a size is not whole': run({ sizes: [1.5, 1.5] }),
    'it has no chunk': run({ times: [], sizes: [], bytes: new Uint8Array() }),
    'it has too many chunks': run({
      times: new Array(RUN_CHUNKS + 1).fill(1),
      sizes: new Array(RUN_CHUNKS + 1).fill(0),
      bytes: new Uint8Array(),
    }),
    'its bytes are an array': run({ bytes: [0, 255, 128] }),
    'it continues with something else than true': run({ continues: 1 }),
    'the reason is a name of Object.prototype': { ...records[3], reason: 'valueOf' },
    'an error of the page has no stream': { ...records[5], streamId: null },
    'an error of the page comes before its chunk': { ...records[5], chunkAt: 7 },
    'an error of the page has no time of a chunk': { ...records[5], chunkAt: undefined },
    'the message of an error of the page is too long': {
      ...records[5],
      message: 'x'.repeat(PAGE_ERROR_LENGTH + 1),
    },
    'the message of an error of the page is no text': { ...records[5], message: { length: 1 } },
    'only a fault may lack a stream': { ...records[3], streamId: null },
  }
  for (const [name, value] of Object.entries(wrong)) test(name, () => expect(isRecord(value)).toBe(false))
})

test('a run without bytes is a run whose bytes were dropped', () => {
  expect(isRecord(run({ bytes: new Uint8Array() }))).toBe(true)
})

test('only whole commands of a recorder are taken', () => {
  expect(isRecorderMessage({ kind: 'resume', next: 0, recording: true })).toBe(true)
  expect(isRecorderMessage({ kind: 'acknowledge', next: 3 })).toBe(true)
  expect(isRecorderMessage({ kind: 'set-recording', recording: false })).toBe(true)
  expect(isRecorderMessage({ kind: 'resume', next: -1, recording: true })).toBe(false)
  expect(isRecorderMessage({ kind: 'set-recording' })).toBe(false)
  expect(isRecorderMessage({ kind: 'eval', code: '' })).toBe(false)
  expect(isRecorderMessage(undefined)).toBe(false)
})
