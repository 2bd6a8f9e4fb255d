import { describe, expect, test } from 'vitest'
import { essenceOf, parameterOf } from '../../../lib/event-stream/content-type'

test('the essence is in lower case and without parameters', () =>
  expect(essenceOf(' Text/Event-Stream ; charset=utf-8')).toBe('text/event-stream'))

describe('parameters', () => {
  test.each([
    ['multipart/mixed; boundary=abc', 'abc'],
    ['multipart/mixed;Boundary=abc ; x=1', 'abc'],
    ['multipart/mixed; boundary="-"; deferSpec=20220824', '-'],
    ['multipart/mixed; x="; boundary=no"; boundary=yes', 'yes'],
    ['multipart/mixed; boundary="a\\"b;c"', 'a"b;c'],
    ['multipart/mixed; boundary="open', 'open'],
    ['multipart/mixed; boundary=first; boundary=second', 'first'],
    ['multipart/mixed; boundary=', ''],
    ['multipart/mixed; boundary', null],
    ['multipart/mixed', null],
    ['boundary=x', null],
  ])('%s', (contentType, value) => expect(parameterOf(contentType, 'boundary')).toBe(value))
})
