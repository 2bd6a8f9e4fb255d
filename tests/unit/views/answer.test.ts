import { describe, expect, test } from 'vitest'
import { answerOf } from '../../../lib/views/answer'
import type { CloseReason, ResponseReceived } from '../../../lib/wire/records'
import { type FedStream, type FedStreamOptions, fedStream } from '../session/fed-stream'

const answerAfter = (feed: (stream: FedStream) => void, options: FedStreamOptions = {}) => {
  const stream = fedStream(options)
  feed(stream)
  return answerOf(stream)
}

const codes = (feed: (stream: FedStream) => void, options: FedStreamOptions = {}) =>
  answerAfter(feed, options)?.notes.map(({ code }) => code)

const source: FedStreamOptions = { source: 'event-source', method: 'GET' }

const answered = (type: string, rest: Partial<ResponseReceived> = {}): Partial<ResponseReceived> => ({
  headers: [['Content-Type', type]],
  ...rest,
})

test('where there are events there is nothing to explain', () => {
  expect(answerAfter(stream => stream.push('data: a\n\n'))).toBeNull()
})

describe('an answer that is no stream', () => {
  test('says what it is, and shows JSON as a tree', () => {
    const answer = answerAfter(stream => {
      stream.respond(answered('application/json; charset=utf-8'))
      stream.push('{"error":"no"}')
      stream.close()
    })
    expect(answer).toEqual({
      notes: [{ code: 'not-a-stream', type: 'application/json' }],
      body: { kind: 'json', text: '{"error":"no"}', json: expect.objectContaining({ kind: 'object' }) },
    })
  })

  test('names a status that tells why, and where the request was led', () => {
    const answer = answerAfter(stream => {
      stream.respond(
        answered('text/html', {
          status: 401,
          statusText: 'Unauthorized',
          redirected: true,
          url: 'https://login.example/',
        }),
      )
      stream.push('<h1>Log in</h1>')
    })
    expect(answer?.notes).toEqual([
      { code: 'not-a-stream', type: 'text/html' },
      { code: 'status', status: 401, text: 'Unauthorized' },
      { code: 'redirected', url: 'https://login.example/' },
    ])
    expect(answer?.body).toEqual({ kind: 'text', text: '<h1>Log in</h1>', cut: null, size: 15 })
  })

  test('is shown by its beginning where it is long', () => {
    const answer = answerAfter(stream => {
      stream.respond(answered('text/html'))
      stream.push(`<p>${'é'.repeat(600_000)}`)
    })
    expect(answer?.body).toMatchObject({ kind: 'text', cut: 1_000_000, size: 1_200_003 })
    expect(answer?.body).toMatchObject({ text: expect.stringMatching(/^<p>é+$/) })
  })

  test('is not taken for text where it is none, nor for whole where its beginning is gone', () => {
    const body = (feed: (stream: FedStream) => void) =>
      answerAfter(stream => {
        stream.respond(answered('image/png'))
        feed(stream)
      })?.body
    expect(body(stream => stream.push(Uint8Array.of(0x89, 0x50, 0, 1)))).toEqual({ kind: 'binary' })
    expect(
      body(stream => {
        stream.push('abc')
        stream.push('def')
        stream.drop(1)
      }),
    ).toEqual({ kind: 'lost' })
  })

  test('may be of a type nobody knows, or of none', () => {
    const typed = (type: string) =>
      codes(stream => {
        stream.respond(type === '' ? { headers: [] } : answered(type))
        stream.push('xyz')
      })
    expect([typed('application/x-own'), typed('')]).toEqual([['no-format'], ['no-type']])
  })

  test('may be none because the user says so', () => {
    expect(
      codes(stream => {
        stream.push('data: a\n\n')
        stream.parseAs('none')
      }),
    ).toEqual(['bytes-only'])
  })
})

describe('without an answer', () => {
  test('a running request waits for one', () => {
    expect([codes(() => {}), codes(() => {}, source)]).toEqual([['pending'], ['connecting']])
  })

  test.each<CloseReason>(['failed', 'aborted', 'timed-out', 'refused', 'lost', 'closed'])(
    'one that was %s says so, with what the browser told the page',
    reason => {
      expect(answerAfter(stream => stream.close(reason, 'TypeError: Failed to fetch'))?.notes).toEqual([
        { code: 'unanswered', state: reason, message: 'TypeError: Failed to fetch' },
      ])
    },
  )

  test('one whose document left says that', () => {
    expect(answerAfter(stream => stream.leave())?.notes).toMatchObject([
      { code: 'unanswered', state: 'left' },
    ])
  })
})

describe('with an answer and without a byte', () => {
  test('nothing sent and nothing read look alike, and a body of another kind was not read', () => {
    expect(codes(stream => stream.respond())).toEqual(['silent'])
    expect(codes(stream => stream.respond(answered('application/json')))).toEqual(['unread'])
    expect(codes(stream => stream.respond({ status: 503 }))).toEqual(['unread', 'status'])
  })

  test('what ended tells an empty body from one that was not read', () => {
    const ended = (end: (stream: FedStream) => void) =>
      codes(stream => {
        stream.respond()
        end(stream)
      })
    expect(ended(stream => stream.close('complete'))).toEqual(['no-bytes'])
    expect(ended(stream => stream.close('cancelled'))).toEqual(['ended-unread'])
    expect(ended(stream => stream.leave())).toEqual(['ended-unread'])
  })

  test('an opaque answer shows the page nothing', () => {
    const opaque = { status: 0, headers: [], responseType: 'opaque' }
    expect(codes(stream => stream.respond(opaque))).toEqual(['opaque'])
    expect(
      codes(stream => {
        stream.respond(opaque)
        stream.close()
      }),
    ).toEqual(['opaque'])
  })

  test('an EventSource may be open, or end, before it hears of anything', () => {
    expect(codes(stream => stream.connect(), source)).toEqual(['connected'])
    expect(
      codes(stream => {
        stream.connect()
        stream.close('lost')
      }, source),
    ).toEqual(['no-events'])
  })
})

test('bytes that make no event yet are said to be there', () => {
  expect(codes(stream => stream.push('data: a'))).toEqual(['no-blocks'])
})
