import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyBytes, withoutCutCharacter } from '../../../lib/network/body-bytes'

const utf8 = (text: string) => new TextEncoder().encode(text)
const asWindows1252 = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes)
const body = (text: string, encoding = '', size: number | null = null) => ({ text, encoding, size })

test('UTF-8 that was read as windows-1252 comes out as the bytes it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), text => {
      const bytes = utf8(text)
      expect(bodyBytes(body(asWindows1252(bytes)), 'text/event-stream')).toEqual(bytes)
    }),
  )
})

test('text that was read as UTF-8 stays what it is', () => {
  for (const text of ['plain', 'é', 'naïve – “quoted” …', '😀', '日本'])
    expect(bodyBytes(body(text), 'text/event-stream')).toEqual(utf8(text))
})

test('a charset in the content type says that the text is right, even where it looks like mojibake', () => {
  expect(bodyBytes(body('Ã©'), 'text/event-stream; charset=UTF-8')).toEqual(utf8('Ã©'))
})

test('base64 is decoded', () => {
  expect(bodyBytes(body('/+8=', 'base64'), '')).toEqual(Uint8Array.of(0xff, 0xef))
  expect(bodyBytes(body('/+8=', 'base64', 2), '')).toEqual(Uint8Array.of(0xff, 0xef))
})

test('base64 of characters gives the bytes of the text, as the size says', () => {
  expect(bodyBytes(body('eyLpIjoxfQo=', 'base64', 9), 'application/x-ndjson')).toEqual(utf8('{"é":1}\n'))
  expect(bodyBytes(body(btoa('\x80\xff'), 'base64', 4), '')).toEqual(utf8('\x80\xff'))
})

test('text that is said to be base64 and is not is text', () => {
  expect(bodyBytes(body('{"你😀":1}\n', 'base64', 14), 'application/x-ndjson')).toEqual(utf8('{"你😀":1}\n'))
  expect(withoutCutCharacter(body('你\uFFFD', 'base64', 4))).toEqual(body('你', '', 4))
})

test('of an unfinished body the character that is not there in full is left out', () => {
  expect(withoutCutCharacter(body('a\uFFFD'))).toEqual(body('a'))
  expect(withoutCutCharacter(body('//', 'base64'))).toEqual(body('//', 'base64'))
})
