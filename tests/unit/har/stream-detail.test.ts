import { describe, expect, test } from 'vitest'
import { detailOf } from './entry-of'
import { START } from './recorded-stream'

test('frame, state and exact times are kept', () => {
  const detail = detailOf({
    number: 4,
    document: { id: 'frame-1', url: 'https://app.example/frame', isTopFrame: false },
    opened: { at: START + 0.3 },
    closed: { reason: 'cancelled', message: 'Error: enough', at: START + 999.1 },
  })
  expect(detail).toMatchObject({
    version: 1,
    key: 'frame-1/4',
    number: 4,
    source: 'fetch',
    format: 'event-stream',
    state: 'cancelled',
    frame: {
      document: 'frame-1',
      url: 'https://app.example/frame',
      openedAt: START - 500,
      isTopFrame: false,
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
