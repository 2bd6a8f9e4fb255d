import { expect, test } from 'vitest'
import { payloadOf, queryOf, wholeBodyCall } from '../../../lib/views/request'
import { fedStream } from '../session/fed-stream'

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
