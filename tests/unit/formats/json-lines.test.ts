import { describe, expect, test } from 'vitest'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { jsonLines } from '../../../lib/formats/json-lines'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, jsonLines.createParser)
const kinds = (...chunks: readonly Piece[]) => parse(...chunks).blocks.map(({ kind }) => kind)
const read = (text: string) => jsonLines.readBlock(bytesOf(text), 0)

describe('lines', () => {
  test('every line is an event that ends behind its LF', () =>
    expect(parse('{"a":1}\n[2]\n').blocks).toEqual([
      { kind: 'event', start: 0, end: 8, type: '', setsId: false },
      { kind: 'event', start: 8, end: 12, type: '', setsId: false },
    ]))

  test('CR LF ends a line; CR alone is white space', () =>
    expect(kinds('1\r\n\r\n{"a":\r1}\n')).toEqual(['event', 'event']))

  test('empty lines are nothing, lines of white space are comments', () =>
    expect(kinds('\n\n \n1\n\t\r\n')).toEqual(['comment', 'event', 'comment']))

  test('a byte order mark at the start is stripped and told', () =>
    expect(parse('\uFEFF1\n')).toMatchObject({
      blocks: [{ kind: 'event', start: 3, end: 5 }],
      problems: [{ code: 'byte-order-mark', offset: 0, length: 3 }],
    }))

  test('bytes that are no UTF-8 are told', () =>
    expect(parse('"', [0xff], '"\n').problems).toEqual([
      { code: 'invalid-utf-8', offset: 1, length: 1, value: 'ff' },
    ]))
})

describe('JSON', () => {
  test('a line that is none is an event and a problem', () =>
    expect(parse('1\n{"a":}\r\n')).toMatchObject({
      blocks: [{ kind: 'event' }, { kind: 'event' }],
      problems: [{ code: 'invalid-json', offset: 2, length: 7, value: '{"a":}' }],
    }))

  test('a line in pieces is checked as a whole', () => {
    expect(parse('{"a"', ':', '1}', '\n').problems).toEqual([])
    expect(parse('{"a"', ':', '}', '\n').problems).toMatchObject([{ code: 'invalid-json', value: '{"a":}' }])
  })

  test('a line beyond the check limit is taken as it is, in one piece or many', () => {
    const half = 'x'.repeat(CHECK_LIMIT / 2 + 1)
    expect(parse(`${half}${half}\n`).problems).toEqual([])
    expect(parse(half, half, '\nx\n').problems).toMatchObject([{ offset: CHECK_LIMIT + 3 }])
    expect(parse(`${'x'.repeat(CHECK_LIMIT)}\n`).problems).toMatchObject([{ value: 'x'.repeat(64) }])
  })
})

describe('the end of the body', () => {
  test('a last line without LF is an event if it is whole', () =>
    expect(parse('1\n{"a":', '2}')).toMatchObject({
      blocks: [{ end: 2 }, { kind: 'event', end: 9 }],
      problems: [],
    }))

  test('otherwise it is unterminated', () =>
    expect(parse('1\n{"a":')).toMatchObject({
      blocks: [{ kind: 'event' }, { kind: 'unterminated', start: 2, end: 7 }],
      problems: [{ code: 'unterminated-block', offset: 2, length: 5, value: '{"a":' }],
    }))

  test('a last line beyond the check limit cannot be told to be whole', () =>
    expect(parse(`"${'x'.repeat(CHECK_LIMIT)}"`)).toMatchObject({
      blocks: [{ kind: 'unterminated' }],
      problems: [{ code: 'unterminated-block', length: CHECK_LIMIT + 2, value: `"${'x'.repeat(63)}` }],
    }))

  test('white space at the end is no value', () => expect(kinds('1\n\r', ' ')).toEqual(['event', 'comment']))

  test('feeding afterwards throws', () => {
    const parser = jsonLines.createParser({ onBlock: () => {}, onProblem: () => {} })
    parser.end()
    expect(() => parser.feed(new Uint8Array(1))).toThrow(/create another/)
  })
})

describe('missing bytes', () => {
  test('the line they fall into and what follows up to its end are partial', () =>
    expect(parse('1\n{"a"', { missing: 4 }, '}\n2\n')).toMatchObject({
      blocks: [{ kind: 'event' }, { kind: 'partial', start: 2, end: 12 }, { kind: 'event', start: 12 }],
      problems: [],
    }))

  test('the line behind them is partial where they end between lines', () =>
    expect(parse('1\n', { missing: 4 }, '2\n3\n').blocks).toMatchObject([
      { kind: 'event' },
      { kind: 'partial', start: 6, end: 8 },
      { kind: 'event' },
    ]))
})

describe('readBlock', () => {
  test('gives the line without its end as data', () => {
    const detail = { type: '', data: '{"a":"é"}', id: null, retry: null, comments: [], fields: [] }
    expect(read('{"a":"é"}\n')).toEqual(detail)
    expect(read('{"a":"é"}\r\n')).toEqual(detail)
    expect(read('{"a":"é"}')).toEqual(detail)
  })

  test('gives white space as a comment', () =>
    expect(read(' \n')).toMatchObject({ data: '', comments: [' '] }))
})
