import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bodyBytes, withoutCutCharacter } from '../../../lib/network/body-bytes'

const utf8 = (text: string) => new TextEncoder().encode(text)
const asWindows1252 = (bytes: Uint8Array) => new TextDecoder('windows-1252').decode(bytes)
const body = (text: string, encoding = '') => ({ text, encoding })

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

test('base64 is decoded; what is none is nothing', () => {
  expect(bodyBytes(body('/+8=', 'base64'), '')).toEqual(Uint8Array.of(0xff, 0xef))
  expect(bodyBytes(body('!', 'base64'), '')).toEqual(new Uint8Array(0))
})

test('of an unfinished body the character that is not there in full is left out', () => {
  expect(withoutCutCharacter(body('a\uFFFD'))).toEqual(body('a'))
  expect(withoutCutCharacter(body('//', 'base64'))).toEqual(body('//', 'base64'))
})
