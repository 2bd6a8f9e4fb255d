import { describe, expect, test } from 'vitest'
import { LOOK_LENGTH, looksLikeStream } from '../../../lib/capture/look'

const part = '0:"Hello"\n'

describe('the first part of a body is that of a stream', () => {
  const cases: readonly [string, boolean | null][] = [
    ['data: one\n\n', true],
    ['\uFEFFdata: one\n\n', true],
    ['id: 1\r\nevent: a\r\ndata: one\r\n\r\n', true],
    [': beat\n\n', true],
    ['\n\ndata: one\n\n', true],
    ['data: one\n', null],
    ['data: one', null],
    ['dat', null],
    ['', null],
    ['id: 5\nname: Anna\n\n', false],
    ['dat\n\n', false],
    ['datas: one\n\n', false],
    ['{"a":1}\n{"a":2}\n', true],
    ['{"a":1}\r\n\r\n{"', true],
    ['[1]\n[2]\n', true],
    ['"a"\n"b"\n', true],
    ['{"a":1}\n', null],
    ['{"a":1}', null],
    ['{"a":1}\n[', true],
    ['{\n  "a": 1\n}\n', false],
    ['[{\n  "a": 1\n}\n,{\n', false],
    ['[section]\n[other]\n', false],
    ['{"type":"FeatureCollection","features":[\n{"type":"Feature"},\n', false],
    ['\u001e{"a":1}\n', true],
    [part, true],
    ['f:{"messageId":"1"}\n', true],
    ['a: "yaml"\nb: "yaml"\n', false],
    ['0:zero\n', false],
    ['<!doctype html>\n<title>Sign in</title>', false],
    ['Hello', false],
    ['\uFFFDPNG\r\n\u001a\n', false],
  ]
  test.each(cases)('%j: %s', (head, expected) => expect(looksLikeStream(head)).toBe(expected))

  test('as far as it goes, whatever piece it is cut at', () => {
    for (const whole of ['id: 1\ndata: one\n\n', '{"a":1}\n{"a":2}', part])
      for (let end = 0; end < whole.length; end++)
        expect([null, true], whole.slice(0, end)).toContain(looksLikeStream(whole.slice(0, end)))
  })
})

test('where nothing more is looked at, one long event is a stream and one long value is not', () => {
  expect(looksLikeStream(`data: ${'x'.repeat(LOOK_LENGTH)}`, true)).toBe(true)
  expect(looksLikeStream(`{"a":"${'x'.repeat(LOOK_LENGTH)}`, true)).toBe(false)
  expect(looksLikeStream('', true)).toBe(false)
})

test('no regular expression runs that the page could find traces of', () => {
  ;/(marked)/.exec('marked')
  for (const head of ['data: one\n\n', '{"a":1}\n{"a":2}\n', part, 'other']) looksLikeStream(head)
  expect(RegExp.$1).toBe('marked')
})
