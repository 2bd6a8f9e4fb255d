import { describe, expect, test } from 'vitest'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { rsc } from '../../../lib/formats/rsc'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) => parseChunks(chunks, rsc.createParser)
const types = (...chunks: readonly Piece[]) => parse(...chunks).blocks.map(({ type }) => type)
const read = (...pieces: readonly Piece[]) => rsc.readBlock(bytesOf(...pieces), 0)

describe('rows', () => {
  test('a row is an event of its tag’s type, with an ID of its own', () =>
    expect(parse('1:"$Sreact.fragment"\n', '2:I[1,[],""]\n')).toEqual({
      blocks: [
        { kind: 'event', start: 0, end: 21, type: 'model', setsId: true },
        { kind: 'event', start: 21, end: 34, type: 'I', setsId: true },
      ],
      problems: [],
    }))

  test('hints have a code, times no ID, streams and ends no content', () =>
    expect(types(':HL["/a.css","style"]\n:N1795250678545.7\n3:R\n4:r\n5:X\n6:x\n3:C\n')).toEqual([
      'HL',
      'N',
      'R',
      'r',
      'X',
      'x',
      'C',
    ]))

  test('text and binary rows have as many bytes as they say', () =>
    expect(parse('1:T7,é\n2:T1', '3:o3,', [10, 0, 255], '4:T0,5:{}\n')).toMatchObject({
      blocks: [
        { type: 'T', start: 0, end: 12 },
        { type: 'o', start: 12, end: 20 },
        { type: 'T', start: 20, end: 25 },
        { type: 'model', start: 25, end: 30 },
      ],
      problems: [],
    }))
})

describe('problems', () => {
  test('a line that is no row is read as one and told', () =>
    expect(parse('Hello\n1:{}\n2:T,a\n2:Tfffffffff,\n\n')).toMatchObject({
      blocks: [
        { kind: 'no-data' },
        { kind: 'event' },
        { kind: 'no-data' },
        { kind: 'no-data' },
        { kind: 'no-data' },
      ],
      problems: [
        { code: 'invalid-row', offset: 0, length: 6, value: 'Hello' },
        { code: 'invalid-row', offset: 11 },
        { code: 'invalid-row', offset: 17 },
        { code: 'invalid-row', offset: 31, length: 1 },
      ],
    }))

  test('a row whose JSON is none', () =>
    expect(parse('1:{"a":}\n2:I[\n3:HL"\n4:"x"\n').problems).toMatchObject([
      { code: 'invalid-json', offset: 0, value: '{"a":}' },
      { code: 'invalid-json', offset: 9, value: '[' },
      { code: 'invalid-json', offset: 14, value: '"' },
    ]))

  test('ill-formed UTF-8 in lines and text, not in binary rows', () =>
    expect(parse('1:T2,', [0xff, 0xe2], '2:o1,', [0xff], '3:"', [0xff], '"\n').problems).toMatchObject([
      { code: 'invalid-utf-8', offset: 5 },
      { code: 'invalid-utf-8', offset: 6, value: 'e2' },
      { code: 'invalid-utf-8', offset: 16 },
    ]))

  test('an end inside a row', () =>
    expect(parse('1:{}\n2:T9,abc')).toMatchObject({
      blocks: [{}, { kind: 'unterminated', start: 5, end: 13, type: 'T' }],
      problems: [{ code: 'unterminated-block', offset: 5, value: 'T' }],
    }))

  test('more than the check limit of a row is not held, nor checked', () =>
    expect(
      parse(`1:{${'x'.repeat(CHECK_LIMIT)}}\n2:T200000,`, 'x'.repeat(0x200000), '3:{x}\n').problems,
    ).toHaveLength(1))
})

describe('missing bytes', () => {
  test('inside text of known length they make that row partial', () =>
    expect(parse('1:T8,ab', { missing: 4 }, 'c\n2:{}\n')).toMatchObject({
      blocks: [
        { kind: 'partial', start: 0, end: 13, type: 'T' },
        { kind: 'event', start: 13 },
      ],
      problems: [],
    }))

  test('anywhere else they may hold a length: the rest is partial', () =>
    expect(parse('1:{}\n2:{"a"', { missing: 4 }, '}\n3:{}\n', [0xff]).blocks).toMatchObject([
      { kind: 'event' },
      { kind: 'partial', start: 5, end: 23 },
    ]))
})

describe('readBlock', () => {
  test('gives ID, tag and JSON', () => {
    expect(read('1f:I["x"]\n')).toMatchObject({ id: '1f', type: 'I', data: '["x"]', fields: [] })
    expect(read('0:{"a":1}\n')).toMatchObject({ id: '0', type: 'model', data: '{"a":1}' })
    expect(read(':HL["/a.css"]\n')).toMatchObject({ id: '', type: 'HL', data: '["/a.css"]' })
  })

  test('gives text as it is and data as hexadecimal digits', () => {
    expect(read('1:T4,a\nb\n')).toMatchObject({
      type: 'T',
      data: 'a\nb\n',
      fields: [{ name: 'length', value: '4', start: 3, end: 4 }],
    })
    expect(read('1:o2,', [10, 255])).toMatchObject({ type: 'o', data: '0a ff', encoding: 'hexadecimal' })
  })

  test('gives a line that is no row as it is', () =>
    expect(read('Hello\n')).toMatchObject({ id: null, type: '', data: 'Hello' }))
})
