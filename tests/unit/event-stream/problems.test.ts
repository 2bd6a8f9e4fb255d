import { describe, expect, test } from 'vitest'
import type { Problem, ProblemCode } from '../../../lib/event-stream/types'
import { type Piece, parse } from './parsing'

const problem = (code: ProblemCode, offset: number, length: number, value: string): Problem => ({
  code,
  offset,
  length,
  value,
})
const problems = (...chunks: readonly Piece[]): Problem[] => parse(...chunks).problems

describe('byte order marks', () => {
  test('one at the start is told', () =>
    expect(problems('\uFEFFdata: a\n\n')).toEqual([problem('byte-order-mark', 0, 3, '')]))

  test('a second one makes the name unknown', () =>
    expect(parse('\uFEFF\uFEFFdata: a\n\n')).toMatchObject({
      blocks: [{ kind: 'no-data', start: 3 }],
      problems: [problem('byte-order-mark', 0, 3, ''), problem('byte-order-mark-inside', 3, 3, '')],
    }))

  test('one before a later line makes the name unknown', () =>
    expect(parse('data: a\n\n\uFEFFdata: b\n\n')).toMatchObject({
      blocks: [{ kind: 'event' }, { kind: 'no-data' }],
      problems: [problem('byte-order-mark-inside', 9, 3, '')],
    }))

  test('one inside a value is text', () => expect(problems('data: \uFEFF\n\n: \uFEFF\n\n')).toEqual([]))

  test('an empty line before it makes it one inside', () =>
    expect(problems('\n\uFEFFdata: a\n\n')).toEqual([problem('byte-order-mark-inside', 1, 3, '')]))

  test('the beginning of one is ordinary, ill-formed text', () =>
    expect(problems([0xef, 0xbb], ': a\n\n')).toEqual([
      problem('invalid-utf-8', 0, 2, 'ef bb'),
      problem('unknown-field', 0, 2, '\uFFFD'),
    ]))

  test('a stream of nothing else has no block', () => expect(parse('\uFEFF').blocks).toEqual([]))
})

describe('fields', () => {
  test('an unknown field is told by its name', () =>
    expect(problems('data: a\nDate: b\n\nwhole line\n\n')).toEqual([
      problem('unknown-field', 8, 4, 'Date'),
      problem('unknown-field', 17, 10, 'whole line'),
    ]))

  test('a long name is cut at 64 characters, its length is not', () => {
    expect(problems(`${'n'.repeat(1000)}: v\n\n`)).toEqual([
      problem('unknown-field', 0, 1000, 'n'.repeat(64)),
    ])
    const cut = `x${'😀'.repeat(31)}`
    expect(problems(`x${'😀'.repeat(100)}\n\n`)).toEqual([problem('unknown-field', 0, 401, cut)])
  })

  test.each(['', ' ', '-1', '1.5', '1e3', '+1', ' 1', '1 ', '٣', '0x10'])('retry %j is refused', value =>
    expect(problems(`retry:${value && ` ${value}`}\n\n`)).toMatchObject([
      { code: 'invalid-reconnection-time', value },
    ]),
  )

  test('a retry of digits is not, however long', () =>
    expect(problems(`retry: 0\n\nretry:007\n\nretry: ${'9'.repeat(5000)}\n\n`)).toEqual([]))

  test('the one wrong byte of a long retry is found', () =>
    expect(problems(`retry: ${'9'.repeat(5000)}x\n\n`)).toEqual([
      problem('invalid-reconnection-time', 7, 5001, '9'.repeat(64)),
    ]))

  test('NUL in an id is told, elsewhere it is text', () => {
    expect(problems('id: a\0b\ndata\n\n')).toEqual([problem('null-in-id', 4, 3, 'a\0b')])
    expect(problems('event: a\0\ndata: \0\n:\0\n\n')).toEqual([])
  })

  test('NUL far behind in a long id is found', () =>
    expect(problems(`id: ${'a'.repeat(500)}`, `${'a'.repeat(500)}\0\ndata\n\n`)).toEqual([
      problem('null-in-id', 4, 1001, 'a'.repeat(64)),
    ]))
})

describe('blocks', () => {
  test('a block with type or id but no data is told', () =>
    expect(problems('event: ping\n\nid: 1\n\nid: \0\n\n')).toEqual([
      problem('data-less-block', 0, 13, 'ping'),
      problem('data-less-block', 13, 7, ''),
      problem('null-in-id', 24, 1, '\0'),
      problem('data-less-block', 20, 7, ''),
    ]))

  test('a block of retry, comments or empty data is not', () =>
    expect(problems('retry: 1\n\n:\n\nevent: a\ndata\n\n')).toEqual([]))

  test('an unterminated block is told', () =>
    expect(problems('data: a\n\nevent: b\ndata: c\n')).toEqual([problem('unterminated-block', 9, 17, 'b')]))

  test.each(['data', 'data: a', 'x', 'data: a\n: c', ': c\nd'])('%j at the end is told', body =>
    expect(problems(body)).toMatchObject([{ code: 'unterminated-block', offset: 0, length: body.length }]),
  )

  test('comments alone lose nothing at the end', () => expect(problems(': a\n: b')).toEqual([]))

  test('an unfinished line is no field yet', () =>
    expect(problems('data\nretry: x').map(({ code }) => code)).toEqual(['unterminated-block']))
})

describe('UTF-8', () => {
  const inData = (...bytes: number[]) => problems('data:', bytes, '\n\n')

  test.each([
    ['a stray continuation byte', [0x80], [[0, 1, '80']]],
    ['a byte that leads nothing', [0xff], [[0, 1, 'ff']]],
    [
      'an overlong form',
      [0xc0, 0xaf],
      [
        [0, 1, 'c0'],
        [1, 1, 'af'],
      ],
    ],
    [
      'an overlong form of three',
      [0xe0, 0x80, 0x80],
      [
        [0, 1, 'e0'],
        [1, 1, '80'],
        [2, 1, '80'],
      ],
    ],
    [
      'a surrogate',
      [0xed, 0xa0, 0x80],
      [
        [0, 1, 'ed'],
        [1, 1, 'a0'],
        [2, 1, '80'],
      ],
    ],
    [
      'a value beyond U+10FFFF',
      [0xf4, 0x90, 0x80],
      [
        [0, 1, 'f4'],
        [1, 1, '90'],
        [2, 1, '80'],
      ],
    ],
    ['a sequence cut by ASCII', [0xe2, 0x82, 0x41], [[0, 2, 'e2 82']]],
    ['a sequence cut by another', [0xf0, 0x9f, 0x98, 0xc3, 0xa9], [[0, 3, 'f0 9f 98']]],
    ['a sequence cut by the line end', [0xc3], [[0, 1, 'c3']]],
  ])('%s is told as maximal ill-formed subsequences', (_name, bytes, expected) =>
    expect(inData(...bytes)).toEqual(
      expected.map(([at, length, value]) =>
        problem('invalid-utf-8', 5 + Number(at), Number(length), String(value)),
      ),
    ),
  )

  test('well-formed text of every length is not told', () =>
    expect(problems('data: é€😀\u007f\u0080\u07ff\u0800\ud7ff\ue000\uffff\u{10000}\u{10ffff}\n\n')).toEqual(
      [],
    ))

  test('well-formed text cut inside characters is not told', () =>
    expect(problems('data: ', [0xe2], [0x82], [0xac, 0xf0, 0x9f], [0x98, 0x80], '\n\n')).toEqual([]))

  test('an ill-formed subsequence across chunks is told at its first byte', () =>
    expect(problems('data:', [0xf0], [0x9f], 'a\n\n')).toEqual([problem('invalid-utf-8', 5, 2, 'f0 9f')]))

  test('a sequence cut by the end of the body is told', () =>
    expect(problems('data:', [0xe2, 0x82])).toMatchObject([
      problem('invalid-utf-8', 5, 2, 'e2 82'),
      { code: 'unterminated-block' },
    ]))

  test('names and comments are looked at too', () =>
    expect(problems([0xff], ':a\n:', [0xfe], '\n\n').map(({ code }) => code)).toEqual([
      'invalid-utf-8',
      'unknown-field',
      'invalid-utf-8',
    ]))
})

test('every problem is told, however many', () =>
  expect(problems('x\n'.repeat(5000), '\n')).toHaveLength(5000))
