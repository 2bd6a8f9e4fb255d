import { describe, expect, test } from 'vitest'
import { findJsonValues, replaceJsonValues } from '../../../lib/har/json-values'

const hide = (text: string) =>
  replaceJsonValues(
    text,
    findJsonValues(text, key => key === 'k'),
    value => `<${value.length}>`,
  )

describe('values of a wanted key', () => {
  test.each([
    ['{"k":"abc"}', '{"k":"<3>"}'],
    ['{"k" : "abc", "x": "abc"}', '{"k" : "<3>", "x": "abc"}'],
    ['{"k":"a\\"b\\\\","x":"k"}', '{"k":"<6>","x":"k"}'],
    ['{"k":12.5e3,"x":1}', '{"k":"<6>","x":1}'],
    ['{"k":"é😀"}', '{"k":"<3>"}'],
    ['{"a":[1,"k",{"k":"v"}]}', '{"a":[1,"k",{"k":"<1>"}]}'],
    ['{"k":"a"}\n{"k":"bc"}\n', '{"k":"<1>"}\n{"k":"<2>"}\n'],
  ])('%s', (text, expected) => expect(hide(text)).toBe(expected))

  test('in JSON inside a JSON string', () => {
    const nested = (value: unknown) => JSON.stringify({ args: JSON.stringify({ k: value, x: 1 }) })
    expect(hide(nested('a"b\\'))).toBe(nested('<6>').replace('6', '10'))
    expect(JSON.parse(JSON.parse(hide(nested(17))).args)).toEqual({ k: '<2>', x: 1 })
  })

  test('in text that was cut inside the value', () => expect(hide('{"x":1,"k":"abc')).toBe('{"x":1,"k":"<3>'))

  test('up to the end of the line where the quote is missing', () =>
    expect(hide('"k":"abc\ndata: "x"')).toBe('"k":"<3>\ndata: "x"'))
})

describe('stays as it is', () => {
  test.each([
    '{"k":""}',
    '{"k":null}',
    '{"k":true}',
    '{"k":{"type":"string"}}',
    '{"x":"k"}',
    '["k","v"]',
    'k: "v"',
    '',
  ])('%s', text => expect(hide(text)).toBe(text))
})

test('text made to be slow is read in one pass', () => {
  const hostile = [
    '\\'.repeat(200_000),
    '"'.repeat(200_000),
    `"k":"${'\\"'.repeat(200_000)}`,
    '"k"'.repeat(60_000),
  ]
  for (const text of hostile) expect(hide(text)).toBeTypeOf('string')
})
