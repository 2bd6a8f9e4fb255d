import { expect, test } from 'vitest'
import { isIgnored, MOST_ORIGINS, readOrigin, readOrigins } from '../../../lib/settings/origins'

test.each([
  ['https://a.test', 'https://a.test'],
  ['  HTTPS://A.test:443/ ', 'https://a.test'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['http://[::1]:3000', 'http://[::1]:3000'],
  ['https://bücher.test', 'https://xn--bcher-kva.test'],
  ['*.A.test', '*.a.test'],
  ['*.localhost', '*.localhost'],
])('%s is read as %s', (text, origin) => {
  expect(readOrigin(text)).toBe(origin)
  expect(readOrigin(origin)).toBe(origin)
})

test.each([
  ...['', 'a.test', '*', '*.', '*.*', '*.a.test/x', '*.a.test:80', 'https://*.a.test', 'https://a.test/path'],
  ...['https://a.test?q', 'https://u@a.test', 'file:///x', 'about:blank', 'data:text/plain,x', 'https://a b'],
  `https://${'a'.repeat(400)}.test`,
])('%j is not an origin', text => {
  expect(readOrigin(text)).toBeNull()
})

test.each([
  ['https://a.test', ['https://a.test'], true],
  ['https://a.test:8443', ['https://a.test'], false],
  ['http://a.test', ['https://a.test'], false],
  ['https://b.a.test:8443', ['*.a.test'], true],
  ['http://a.test', ['*.a.test'], true],
  ['https://ba.test', ['*.a.test'], false],
  ['https://a.test.evil', ['*.a.test'], false],
  ['null', ['*.null', 'https://null'], false],
  ['https://a.test', [], false],
  ['https://z.test', ['https://a.test', '*.z.test'], true],
])('%s against %j is %s', (origin, list, expected) => {
  expect(isIgnored(list, origin)).toBe(expected)
})

test('a text is a list, one entry a line or with commas, each once; or its bad entries', () => {
  expect(readOrigins(' https://a.test\n*.b.test, https://a.test/\n\n')).toEqual({
    list: ['https://a.test', '*.b.test'],
    bad: [],
  })
  expect(readOrigins('https://a.test\na.test\n*')).toEqual({ list: null, bad: ['a.test', '*'] })
  expect(readOrigins('')).toEqual({ list: [], bad: [] })
  const many = Array.from({ length: MOST_ORIGINS + 1 }, (_, at) => `https://a${at}.test`)
  expect(readOrigins(many.join('\n'))).toEqual({ list: null, bad: [] })
})
