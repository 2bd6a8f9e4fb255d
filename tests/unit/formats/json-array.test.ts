import { describe, expect, test } from 'vitest'
import { jsonArray } from '../../../lib/formats/json-array'
import { CHECK_LIMIT } from '../../../lib/formats/json-check'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, jsonArray.createParser)
const data = (text: string) => {
  const body = bytesOf(text)
  return parse(text).blocks.map(
    ({ start, end }) => jsonArray.readBlock(body.subarray(start, end), start).data,
  )
}

const GEMINI = `[{
  "candidates": [{"content": {"parts": [{"text": "a]}"}]}}]
}
,
{
  "candidates": [{"content": {"parts": [{"text": "\\"b\\\\"}]}}]
}
]`

describe('elements', () => {
  test('each is an event, complete with its last byte', () => {
    expect(parse(GEMINI).problems).toEqual([])
    expect(parse(GEMINI.slice(0, GEMINI.indexOf('}\n,') + 1)).blocks).toMatchObject([
      { kind: 'event', start: 1 },
    ])
    expect(data(GEMINI).map(text => JSON.parse(text))).toEqual(JSON.parse(GEMINI))
  })

  test('strings and nested arrays are elements too', () =>
    expect(data('["a,\\"]",[[1],{}],"",[]]')).toEqual(['"a,\\"]"', '[[1],{}]', '""', '[]']))

  test('numbers and literals are complete with the byte behind', () => {
    expect(data('[1, -2.5e3 ,true\n,null]')).toEqual(['1', '-2.5e3', 'true', 'null'])
    expect(parse('[12,', '3').blocks).toEqual([
      { kind: 'event', start: 1, end: 4, type: '', setsId: false },
      { kind: 'unterminated', start: 4, end: 5, type: '', setsId: false },
    ])
  })

  test('an array may be empty, and white space or a byte order mark surround it', () =>
    expect(parse('\uFEFF \n[ ]\r\n')).toMatchObject({ blocks: [], problems: [{ code: 'byte-order-mark' }] }))
})

describe('problems', () => {
  const problems = (text: string) =>
    parse(text).problems.map(({ code, offset, value }) => [code, offset, value])

  test('an element that is no JSON is told, and the next is found', () => {
    expect(problems('[{"a":},2]')).toEqual([['invalid-json', 1, '{"a":}']])
    expect(data('[{"a":},2]')).toEqual(['{"a":}', '2'])
    expect(problems('["\n"]')).toEqual([['invalid-json', 1, '"\n"']])
  })

  test('missing and superfluous commas are told', () => {
    expect(problems('[1 2]')).toEqual([['invalid-json', 3, '2']])
    expect(problems('[,1,,2,]')).toEqual([
      ['invalid-json', 1, ','],
      ['invalid-json', 4, ','],
      ['invalid-json', 7, ']'],
    ])
    expect(problems('[1}]')).toEqual([
      ['invalid-json', 2, '}'],
      ['invalid-json', 2, '}'],
    ])
  })

  test('what follows the array is told and kept as it is', () => {
    expect(problems('[1] [2]')).toEqual([['bytes-after-end', 4, '[']])
    expect(parse('[1] [2]').blocks).toMatchObject([{}, { kind: 'unterminated', start: 4, end: 7 }])
  })

  test('a body that is no array is one block', () =>
    expect(parse('{"a":', '[1]}')).toMatchObject({
      blocks: [{ kind: 'unterminated', start: 0, end: 9 }],
      problems: [{ code: 'not-an-array', offset: 0, value: '{' }],
    }))

  test('an array that ends between elements is told, one that ends inside keeps what there is', () => {
    expect(problems('[1,')).toEqual([['unclosed-array', 3, '']])
    expect(problems('[1')).toEqual([['unterminated-block', 1, '1']])
    expect(parse('[{"a":"]').blocks).toMatchObject([{ kind: 'unterminated', start: 1, end: 8 }])
  })

  test('more than the check limit of an element is not held, nor checked', () =>
    expect(problems(`[{${'x'.repeat(CHECK_LIMIT)}},{x}]`)).toMatchObject([
      ['invalid-json', CHECK_LIMIT + 4, '{x}'],
    ]))
})

test('after missing bytes nothing tells the nesting: the rest is partial', () => {
  expect(parse('[1,{"a"', { missing: 3 }, '2},3]')).toMatchObject({
    blocks: [{ kind: 'event' }, { kind: 'partial', start: 3, end: 15 }],
    problems: [],
  })
  expect(parse({ missing: 3 }, '2},3]').blocks).toMatchObject([{ kind: 'partial', start: 3, end: 8 }])
})
