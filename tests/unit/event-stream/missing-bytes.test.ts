import { describe, expect, test } from 'vitest'
import { parse } from './parsing'

const missing = (count: number) => ({ missing: count })

describe('missing bytes', () => {
  test('the block they fall into and what follows up to its end are one partial block', () =>
    expect(parse('data: a', missing(10), 'b\ndata: c\n\ndata: d\n\n').blocks).toEqual([
      { kind: 'partial', start: 0, end: 28, type: '', setsId: true },
      { kind: 'event', start: 28, end: 37, type: '', setsId: false },
    ]))

  test('between blocks, the partial block begins behind them', () =>
    expect(parse('data: a\n\n', missing(10), 'b\n\ndata: c\n\n').blocks).toMatchObject([
      { kind: 'event' },
      { kind: 'partial', start: 19, end: 22 },
      { kind: 'event', start: 22 },
    ]))

  test('what is known to begin a block is whole, and they alone are partial', () =>
    expect(parse('data: a\n\n', { missing: 10, resumes: true }, 'data: b\n\n', missing(3)).blocks).toEqual([
      { kind: 'event', start: 0, end: 9, type: '', setsId: false },
      { kind: 'partial', start: 9, end: 19, type: '', setsId: true },
      { kind: 'event', start: 19, end: 28, type: '', setsId: false },
    ]))

  test('a line end right behind them completes no block: it may end a line that is missing', () =>
    expect(parse(missing(5), '\ndata: a\n\ndata: b\n\n').blocks).toMatchObject([
      { kind: 'partial', start: 5, end: 15 },
      { kind: 'event', start: 15 },
    ]))

  test('several stretches in one block make one partial block', () =>
    expect(parse('data', missing(1), missing(2), 'a', missing(3), 'b\n\n').blocks).toEqual([
      { kind: 'partial', start: 0, end: 14, type: '', setsId: true },
    ]))

  test('a partial block at the end ends with the last byte there is', () =>
    expect(parse('data: a', missing(10)).blocks).toMatchObject([{ kind: 'partial', start: 0, end: 7 }]))

  test('an empty chunk behind them is no byte', () =>
    expect(parse('data: a', missing(10), '').blocks).toMatchObject([{ kind: 'partial', start: 0, end: 7 }]))

  test('at the end alone they make no block', () =>
    expect(parse('data: a\n\n', missing(10)).blocks).toHaveLength(1))

  test('no bytes missing changes nothing', () =>
    expect(parse('data: a', missing(0), 'b\n\n').blocks).toMatchObject([{ kind: 'event' }]))

  test('what is uncertain is no problem: a cut line, a cut character, no data', () =>
    expect(
      parse('event: a\n', missing(9), 'nonsense\n\n', [0xe2], missing(2), [0x82, 0xac], 'x\n\n').problems,
    ).toEqual([]))

  test('what is certain is: an unknown field, an ill-formed character', () =>
    expect(parse(missing(9), 'a\nb\n', [0xff], '\n\n').problems.map(({ code }) => code)).toEqual([
      'unknown-field',
      'invalid-utf-8',
      'unknown-field',
    ]))

  test('a mark behind missing bytes is not at the start', () =>
    expect(parse(missing(1), '\n\n\uFEFFdata\n\n').problems).toMatchObject([
      { code: 'byte-order-mark-inside' },
    ]))

  test('the beginning of a mark before them is kept', () =>
    expect(parse([0xef], missing(5), 'a\n\n').blocks).toMatchObject([{ kind: 'partial', start: 0, end: 9 }]))
})
