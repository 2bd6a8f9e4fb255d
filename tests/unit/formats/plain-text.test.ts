import { describe, expect, test } from 'vitest'
import type { Block } from '../../../lib/event-stream/types'
import { plainText } from '../../../lib/formats/plain-text'
import { bytesOf, type Piece } from '../event-stream/parsing'

const CUT = 'cut'

/** Chunks, cuts between them, and missing bytes by their number. */
function parse(...steps: readonly (Piece | number)[]): [string, number, number][] {
  const blocks: Block[] = []
  const parser = plainText.createParser({ onBlock: block => blocks.push(block), onProblem: () => {} })
  for (const step of steps) {
    if (step === CUT) parser.cut?.()
    else if (typeof step === 'number') parser.skip(step)
    else parser.feed(bytesOf(step))
  }
  parser.end()
  return blocks.map(({ kind, start, end }) => [kind, start, end])
}

describe('blocks', () => {
  test('one is what a chunk brought', () =>
    expect(parse('Hel', 'lo', CUT, ' wor', CUT, 'ld')).toEqual([
      ['event', 0, 5],
      ['event', 5, 9],
      ['event', 9, 11],
    ]))

  test('the whole text is one where nobody tells of chunks', () =>
    expect(parse('Hel', 'lo')).toEqual([['event', 0, 5]]))

  test('an empty chunk brings none', () => expect(parse(CUT, 'a', CUT, CUT, 'b', CUT)).toHaveLength(2))

  test('a character that a chunk cuts belongs to the next', () => {
    expect(parse(['a'.charCodeAt(0), 0xe2, 0x82], CUT, [0xac], CUT)).toEqual([
      ['event', 0, 1],
      ['event', 1, 4],
    ])
    expect(parse([0xf0], CUT, [0x9f, 0x98], CUT, [0x80], CUT)).toEqual([['event', 0, 4]])
    expect(parse('€', [0xf0, 0x9f, 0x98], CUT, [0x80, 0xc3], CUT, [0xa9])).toEqual([
      ['event', 0, 3],
      ['event', 3, 7],
      ['event', 7, 9],
    ])
  })

  test('bytes that wait for nothing do not wait', () =>
    expect(parse([0x80, 0x80], CUT, [0xff], CUT, 'é', [0xa9], CUT)).toEqual([
      ['event', 0, 2],
      ['event', 2, 3],
      ['event', 3, 6],
    ]))
})

describe('missing bytes', () => {
  test('whole chunks leave the others whole', () =>
    expect(parse('a', CUT, 5, CUT, 'b', CUT)).toEqual([
      ['event', 0, 1],
      ['event', 6, 7],
    ]))

  test('those inside a chunk make its pieces partial', () =>
    expect(parse('a', 5, 'b', CUT, 'c')).toEqual([
      ['partial', 0, 1],
      ['partial', 6, 7],
      ['event', 7, 8],
    ]))

  test('so does half a character on either side', () =>
    expect(parse('a', [0xe2], CUT, 1, CUT, [0xac], 'b', CUT, 'c')).toEqual([
      ['event', 0, 1],
      ['partial', 1, 2],
      ['partial', 3, 5],
      ['event', 5, 6],
    ]))
})

test('readBlock gives the text', () =>
  expect(plainText.readBlock(bytesOf(' wörld\n'), 3)).toMatchObject({ type: '', data: ' wörld\n' }))
