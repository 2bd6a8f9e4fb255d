import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textParts } from '../../../lib/views/raw-text'

const bytes = (text: string) => new TextEncoder().encode(text)

test.each([
  ['data: a\n', '\\n'],
  ['data: a\r\n', '\\r\\n'],
  ['data: a\r', '\\r'],
])('%j shows its line end', (line, shown) => {
  expect(textParts(bytes(line))).toEqual([
    { kind: 'text', text: 'data: a' },
    { kind: 'line-end', text: shown },
  ])
})

test('a character cut in two shows its bytes', () => {
  expect(textParts(bytes('a😀').slice(0, 3))).toEqual([
    { kind: 'text', text: 'a' },
    { kind: 'broken', text: '\\xF0\\x9F' },
  ])
  expect(textParts(bytes('😀b\n').slice(2))).toEqual([
    { kind: 'broken', text: '\\x98\\x80' },
    { kind: 'text', text: 'b' },
    { kind: 'line-end', text: '\\n' },
  ])
})

test.each([[0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf5, 0x80, 0x80, 0x80], [0xff]])(
  'what UTF-8 forbids is broken: %s',
  (...forbidden) => {
    expect(textParts(Uint8Array.from(forbidden)).map(part => part.kind)).toEqual(['broken'])
  },
)

test('what cannot be seen or turns text around is spelled out', () => {
  expect(textParts(bytes('\ufeffa\u202eb\u0000'))).toEqual([
    { kind: 'text', text: '\\ufeffa\\u202eb\\u0000' },
  ])
})

test('what is broken is what the platform’s decoder would not take', () => {
  const decode = (taken: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(taken)
  const piece = fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 3 }),
    fc.string({ unit: 'binary' }).map(bytes),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 4 }), pieces => {
      const all = Uint8Array.from(pieces.flatMap(taken => [...taken]))
      const whole = textParts(all).every(part => part.kind !== 'broken')
      if (whole) decode(all)
      else expect(() => decode(all)).toThrow()
    }),
  )
})
