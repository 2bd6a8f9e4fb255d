import { describe, expect, test } from 'vitest'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { jsonSeq } from '../../../lib/formats/json-seq'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, jsonSeq.createParser)
const spans = (text: string) =>
  parse(text).blocks.map(({ kind, start, end }) => [kind, text.slice(start, end)])
const codes = (text: string) => parse(text).problems.map(({ code }) => code)

describe('records', () => {
  test('one begins with U+001E and is complete with the LF behind its value', () =>
    expect(parse('\x1e{"a":1}\n', '\x1e2\n')).toEqual({
      blocks: [
        { kind: 'event', start: 0, end: 9, type: '', setsId: false },
        { kind: 'event', start: 9, end: 12, type: '', setsId: false },
      ],
      problems: [],
    }))

  test('line ends inside a value do not end it', () =>
    expect(spans('\x1e{\n"a": [\n"}"]}\n\x1e"\\"\\n"\n')).toEqual([
      ['event', '\x1e{\n"a": [\n"}"]}\n'],
      ['event', '\x1e"\\"\\n"\n'],
    ]))

  test('an object, array or string is whole without LF', () =>
    expect(spans('\x1e{}\x1e[1]\x1e"a"')).toEqual([
      ['event', '\x1e{}'],
      ['event', '\x1e[1]'],
      ['event', '\x1e"a"'],
    ]))

  test('empty ones are nothing', () =>
    expect(spans('\x1e\x1e \n\x1e1\n\x1e')).toEqual([['event', '\x1e1\n']]))
})

describe('problems', () => {
  test('a number or literal without white space behind it may be cut short', () => {
    expect(spans('\x1e12\x1etrue\n\x1e1')).toEqual([
      ['unterminated', '\x1e12'],
      ['event', '\x1etrue\n'],
      ['unterminated', '\x1e1'],
    ])
    expect(parse('\x1e12\x1etrue\n\x1e1').problems).toEqual([
      { code: 'truncated-record', offset: 0, length: 3, value: '12' },
      { code: 'unterminated-block', offset: 9, length: 2, value: '1' },
    ])
    expect(codes('\x1e12 \x1e')).toEqual([])
  })

  test('a record that the next interrupts is told', () =>
    expect(parse('\x1e{"a":\x1e1\n')).toMatchObject({
      blocks: [{ kind: 'unterminated' }, { kind: 'event' }],
      problems: [{ code: 'truncated-record', value: '{"a":' }],
    }))

  test('a record that is no JSON is told', () =>
    expect(parse('\x1e{]\n\x1e1 2\n').problems).toMatchObject([
      { code: 'invalid-json', offset: 0, value: '{]' },
      { code: 'invalid-json', offset: 4, value: '1 2' },
    ]))

  test('text that no U+001E begins is read and told', () =>
    expect(parse('{"a":1}\n\x1e2\n3\n')).toMatchObject({
      blocks: [{ start: 0, end: 8 }, { start: 8 }, { start: 11, end: 13 }],
      problems: [
        { code: 'missing-record-separator', offset: 0, value: '{' },
        { code: 'missing-record-separator', offset: 11, value: '3' },
      ],
    }))

  test('more than the check limit is not held, nor checked', () =>
    expect(codes(`\x1e{"${'x'.repeat(CHECK_LIMIT)}"\x1e{${'x'.repeat(CHECK_LIMIT)}}\n`)).toEqual([
      'truncated-record',
    ]))
})

test('after missing bytes the next U+001E begins a record', () => {
  const missing = { missing: 5 }
  expect(parse('\x1e1\n\x1e{', missing, '"a"}\n\x1e2\n').blocks).toMatchObject([
    { kind: 'event' },
    { kind: 'partial', start: 3, end: 15 },
    { kind: 'event', start: 15 },
  ])
  expect(parse('\x1e1\n', missing, '2}\n').blocks).toMatchObject([{}, { kind: 'partial', start: 8, end: 11 }])
  expect(parse(missing, '\x1e1\n').blocks).toMatchObject([{ kind: 'event', start: 5 }])
})

test('readBlock gives the JSON text', () =>
  expect(jsonSeq.readBlock(bytesOf('\x1e {"a":\n1}\n'), 0)).toMatchObject({ type: '', data: '{"a":\n1}' }))
