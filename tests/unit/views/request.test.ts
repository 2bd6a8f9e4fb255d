import { expect, test } from 'vitest'
import { createSession } from '../../../lib/session/session'
import { connectionChain, payloadOf, queryOf, unseenHeaders, wholeBodyCall } from '../../../lib/views/request'
import { fedStream } from '../session/fed-stream'
import { chunks, documentInfo, opened } from '../session/recording'

const text = (value: string, length = value.length) => ({ kind: 'text', text: value, length }) as const

test('a JSON body is read as JSON, whatever its type says', () => {
  expect(payloadOf(text('{"a":1}'), [])).toMatchObject({ kind: 'json', text: '{"a":1}' })
})

test('a form body is read as fields', () => {
  const headers = [['Content-Type', 'application/x-www-form-urlencoded;charset=UTF-8']] as const
  expect(payloadOf(text('a=1&b=x+y'), headers)).toMatchObject({
    kind: 'form',
    fields: [
      ['a', '1'],
      ['b', 'x y'],
    ],
  })
})

test('a body that was cut stays text and says what is missing', () => {
  expect(payloadOf(text('{"a":1}', 100), [])).toEqual({ kind: 'text', text: '{"a":1}', missing: 93 })
})

test('a body that was not captured says so', () => {
  const body = { kind: 'not-captured', type: 'Blob', size: 12 } as const
  expect(payloadOf(body, [])).toEqual(body)
})

test('query parameters are decoded and in order; a broken URL has none', () => {
  expect(queryOf('https://a.example/?b=1%202&a=2&b=3')).toEqual([
    ['b', '1 2'],
    ['a', '2'],
    ['b', '3'],
  ])
  expect(queryOf('http://')).toEqual([])
})

test('a body read in one go names the call', () => {
  const whole = fedStream({ consumer: 'text' })
  whole.push('data: a\n\n')
  const pieces = fedStream({ consumer: 'reader' })
  pieces.push('data: a\n\n')
  expect(wholeBodyCall(whole)).toEqual({ name: 'text()', reencoded: true })
  expect(wholeBodyCall(pieces)).toBeNull()
})

test('a chain lists its connections with the ID each was made with', () => {
  const session = createSession()
  session.openDocument(documentInfo())
  const connect = (streamId: number, follows?: number) =>
    session.append('doc', {
      ...opened(streamId),
      source: 'event-source',
      lastEventId: follows === undefined ? '' : `e${follows}`,
      ...(follows !== undefined && { follows }),
    })
  for (let id = 1; id <= 130; id++) connect(id, id === 1 ? undefined : id - 1)
  session.append('doc', chunks(['data\n\n'], { streamId: 130 }))
  const chain = connectionChain(session.chain('doc/130'))
  expect(chain).toMatchObject({ omitted: 30, isCut: false })
  expect(chain.rows).toHaveLength(100)
  expect(chain.rows.at(-1)).toMatchObject({ key: 'doc/130', number: 130, lastEventId: 'e129', events: 1 })
  session.clear()
  connect(131, 130)
  expect(connectionChain(session.chain('doc/131'))).toMatchObject({ omitted: 0, isCut: true })
})

test('what is listed beside what the page saw is told by name and value, without pseudo-header fields', () => {
  const listed = [
    [':path', '/'],
    ['Content-Type', 'text/event-stream'],
    ['Set-Cookie', 'a=b'],
    ['Vary', 'accept'],
  ] as const
  const seen = [
    ['content-type', 'text/event-stream'],
    ['vary', 'origin'],
  ] as const
  expect(unseenHeaders(listed, seen)).toEqual([listed[2], listed[3]])
  expect(unseenHeaders([], seen)).toEqual([])
  expect(unseenHeaders(listed, listed)).toEqual([])
})
