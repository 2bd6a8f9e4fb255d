import { describe, expect, test } from 'vitest'
import { detailOf, entryOf } from './entry-of'
import { type Recorded, recordedStream, START } from './recorded-stream'

test('frame, state and exact times are kept', () => {
  const detail = detailOf({
    number: 4,
    document: {
      id: 'frame-1',
      url: 'https://app.example/frame',
      isTopFrame: false,
      origin: 'null',
      frameName: 'box',
    },
    opened: { at: START + 0.3 },
    closed: { reason: 'cancelled', message: 'Error: enough', at: START + 999.1 },
  })
  expect(detail).toMatchObject({
    version: 2,
    key: 'frame-1/4',
    number: 4,
    source: 'fetch',
    observer: 'page',
    format: 'event-stream',
    formatChosenBy: 'type',
    reconstructed: false,
    state: 'cancelled',
    frame: {
      document: 'frame-1',
      url: 'https://app.example/frame',
      openedAt: START - 500,
      isTopFrame: false,
      origin: 'null',
      name: 'box',
    },
    openedAt: START + 0.3,
    respondedAt: START + 100,
    closedAt: START + 999.1,
    end: { reason: 'cancelled', message: 'Error: enough' },
    redacted: [],
  })
})

test('a stream that was never answered says so', () => {
  expect(detailOf({ response: null, closed: null })).toMatchObject({
    state: 'pending',
    respondedAt: null,
    closedAt: null,
    response: null,
    end: null,
  })
})

describe('an EventSource', () => {
  const source: Recorded = {
    opened: { source: 'event-source', lastEventId: 'a7', follows: 9 },
    connected: true,
    response: null,
    chunks: [{ bytes: Buffer.from('id: a8\ndata: x\n\n'), at: START + 300, consumer: 'dispatch' }],
    closed: { reason: 'lost' },
  }

  test('has its place among its connections, and bytes that are marked as written again', () => {
    const detail = detailOf(source)
    expect(detail).toMatchObject({
      source: 'event-source',
      formatChosenBy: 'api',
      state: 'lost',
      response: null,
      respondedAt: null,
      reconstructed: true,
      connection: { openedAt: START + 100, lastEventId: 'a7', follows: 'd1/9' },
      inferred: ['status', 'content-type'],
    })
    expect(detail.chunks.consumers).toEqual([['dispatch', 1]])
  })

  test('that opened had status 200 and an event stream, as it would not have opened otherwise', () => {
    const { response, timings, _eventSourceMessages } = entryOf(recordedStream(source))
    expect(response).toMatchObject({
      status: 200,
      headers: [],
      content: { mimeType: 'text/event-stream', text: 'id: a8\ndata: x\n\n' },
    })
    expect(timings).toMatchObject({ wait: 100, receive: 900 })
    expect(_eventSourceMessages).toMatchObject([{ eventId: 'a8', data: 'x' }])
  })

  test('that was refused has no status, as nobody saw it', () => {
    const refused = {
      ...source,
      connected: false,
      chunks: [],
      closed: { reason: 'refused' },
    } satisfies Recorded
    const { response, _streamtap } = entryOf(recordedStream(refused))
    expect(response).toMatchObject({ status: 0, content: { mimeType: 'x-unknown' } })
    expect(response.content).not.toHaveProperty('text')
    expect(_streamtap).not.toHaveProperty('inferred')
  })

  test('whose answer DevTools saw has what was seen', () => {
    const { response, _streamtap } = entryOf(recordedStream({ ...source, response: { status: 200 } }))
    expect(response.headers).toHaveLength(1)
    expect(_streamtap).not.toHaveProperty('inferred')
  })
})

test('what only DevTools saw says so', () => {
  const detail = detailOf({
    opened: { observer: 'devtools', source: 'unknown' },
    chunks: [{ bytes: Buffer.from('data: x\n\n'), at: START + 300, consumer: 'devtools-body' }],
  })
  expect(detail).toMatchObject({ observer: 'devtools', source: 'unknown', reconstructed: false })
  expect(detail).not.toHaveProperty('connection')
})

test('a format that the user chose is marked as theirs', () => {
  expect(detailOf({ parsedAs: 'none' })).toMatchObject({ format: null, formatChosenBy: 'user' })
})

test('bytes that the limit of a stream took are counted', () => {
  const detail = detailOf({ chunks: ['data: a\n\n', 'data: b\n\n'], keeps: 9 })
  expect(detail.drops).toEqual([{ reason: 'stream-limit', chunks: 1, bytes: 9 }])
  expect(detail.holes).toEqual([{ start: 0, end: 9, reason: 'stream-limit' }])
})

test('a redirected response keeps where it came from', () => {
  const response = { url: 'https://other.example/s', redirected: true, responseType: 'cors' }
  expect(detailOf({ response }).response).toEqual({
    url: 'https://other.example/s',
    type: 'cors',
    redirected: true,
  })
})

test('problems are kept with their place', () => {
  expect(detailOf({ chunks: ['retry: soon\ndata: a\n\n'] }).problems).toEqual({
    total: 1,
    kept: [
      {
        code: 'invalid-reconnection-time',
        offset: expect.any(Number),
        length: expect.any(Number),
        value: 'soon',
      },
    ],
  })
})

describe('chunks', () => {
  const chunk = (text: string, at: number) => ({ bytes: Buffer.from(text), at: START + at })

  test('are columns of exact times and sizes, consumers in runs', () => {
    const chunks = [
      chunk('data: a', 110.25),
      chunk('\n', 120.5),
      { ...chunk('\n', 130), consumer: 'byob-reader' as const },
    ]
    expect(detailOf({ chunks }).chunks).toEqual({
      times: [START + 110.25, START + 120.5, START + 130],
      sizes: [7, 1, 1],
      consumers: [
        ['reader', 2],
        ['byob-reader', 1],
      ],
    })
  })

  test('that left no trace are gaps before the next chunk or at the end', () => {
    const lost = { ...chunk('data: lost\n\n', 115), lost: true }
    const { chunks } = detailOf({
      chunks: [chunk('data: a\n\n', 110), lost, chunk('data: b\n\n', 120), lost],
    })
    expect(chunks.sizes).toEqual([9, 9])
    expect(chunks.gaps).toEqual([
      { chunk: 1, bytes: 12 },
      { chunk: 2, bytes: 12 },
    ])
  })
})

describe('errors of the page', () => {
  const pageErrors = ['Unexpected token \'s\', ..."oken":"sk-1"... is not valid JSON']
  const chunks = ['data: {"access_token":"sk-1"', '}\n\n']

  test('stand with their times and the chunk that came before', () => {
    expect(detailOf({ chunks, pageErrors }).pageErrors).toEqual([
      { at: START + 112, chunk: 0, message: pageErrors[0] },
    ])
    expect(detailOf({ chunks })).not.toHaveProperty('pageErrors')
  })

  test('quote nothing where something of the body was taken out', () => {
    const { _streamtap } = entryOf(recordedStream({ chunks: [chunks.join('')], pageErrors }), true)
    expect(_streamtap.pageErrors?.[0]?.message).toBe('Unexpected token \'s\', ..."…"... is not valid JSON')
  })
})
