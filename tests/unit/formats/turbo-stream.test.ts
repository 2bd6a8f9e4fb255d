import { expect, test } from 'vitest'
import { turboStream } from '../../../lib/formats/turbo-stream'
import { bytesOf, type Piece, parseChunks } from '../event-stream/parsing'

const parse = (...chunks: readonly (Piece | { missing: number })[]) =>
  parseChunks(chunks, turboStream.createParser)
const spans = (text: string) =>
  parse(text).blocks.map(({ kind, start, end, type }) => [kind, type, text.slice(start, end)])

const APPEND = '<turbo-stream action="append" target="list"><template><p>a</p></template></turbo-stream>'
const REMOVE = "<Turbo-Stream\n  target=x action = 'remove'></turbo-stream >"

test('each element is an event of its action’s type', () =>
  expect(spans(`${APPEND}\n\n${REMOVE}\n`)).toEqual([
    ['event', 'append', APPEND],
    ['event', 'remove', REMOVE],
  ]))

test('elements inside belong to the one around them', () => {
  const outer = APPEND.replace('<p>a</p>', APPEND)
  expect(spans(outer + REMOVE)).toEqual([
    ['event', 'append', outer],
    ['event', 'remove', REMOVE],
  ])
})

test('other elements and text between are comments', () =>
  expect(spans(`<!-- a -->\n${APPEND}<turbo-streams>`)).toEqual([
    ['comment', '', '<!-- a -->\n'],
    ['event', 'append', APPEND],
    ['comment', '', '<turbo-streams>'],
  ]))

test('an element that does not end is unterminated', () =>
  expect(parse(APPEND.slice(0, -1))).toMatchObject({
    blocks: [{ kind: 'unterminated', type: 'append' }],
    problems: [{ code: 'unterminated-block', value: 'append' }],
  }))

test('after missing bytes the next end tag is the end', () =>
  expect(parse(APPEND.slice(0, 60), { missing: 5 }, APPEND.slice(65), REMOVE).blocks).toMatchObject([
    { kind: 'partial', start: 0, end: APPEND.length },
    { kind: 'event', start: APPEND.length, type: 'remove' },
  ]))

test('readBlock gives the element as it stands', () => {
  expect(turboStream.readBlock(bytesOf(APPEND), 0)).toMatchObject({ type: 'append', data: APPEND })
  expect(turboStream.readBlock(bytesOf(' Hi\n'), 0)).toMatchObject({ type: '', comments: ['Hi'] })
})

test('whatever is in an element, its type is known', () =>
  expect(parse(APPEND.replace('<p>', 'x<b action=y '.repeat(100_000))).blocks).toMatchObject([
    { type: 'append' },
  ]))
