import { expect, test } from 'vitest'
import { completeFilter } from '../../../lib/views/filter-completion'
import { createSeenWords } from '../../../lib/views/seen-words'
import { fedStream } from '../session/fed-stream'

const words = {
  types: ['delta', 'done', 'a b'],
  ids: ['42', '41'],
  paths: ['$.id', '$.choices[0].delta.content', '$.choices[0].index'],
}

const offered = (text: string, caret = text.length) =>
  completeFilter(text, caret, words).suggestions.map(suggestion => suggestion.text)

test.each([
  ['ty', ['type:']],
  ['type:d', ['type:delta', 'type:done']],
  ['type=', ['type=delta', 'type=done', 'type="a b"']],
  ['-event:DO', ['event:done']],
  ['hello id:', ['id:42', 'id:41']],
  ['(kind:re', ['kind:retry']],
  ['$.c', ['$.choices[0].delta.content', '$.choices[0].index']],
  ['data.i', ['data.id']],
  ['cont', ['$.choices[0].delta.content']],
  ['de', ['type:delta']],
  ['type:delta', []],
  ['/de', []],
  ['"de', []],
])('%s may become %s', (text, expected) => {
  expect(offered(text)).toEqual(expected)
})

test('an empty box offers every key', () => {
  expect(offered('')).toHaveLength(9)
  expect(offered('a ', 2)).toHaveLength(9)
})

test('the word at the caret is replaced, and what is behind stays', () => {
  expect(completeFilter('-ty AND x', 3, words)).toMatchObject({ at: 1, end: 3 })
})

test('types, IDs and paths are collected as they come, and nothing is looked at twice', () => {
  const fed = fedStream()
  const seen = createSeenWords(fed)
  fed.push('event: a\nid: 1\ndata: {"x":{"y":[{"z":1},{"other":2}]},"s":"t"}\n\n: beat\n\n')
  seen.scan(1_000_000)
  fed.push('id: 2\ndata: {"na me":null}\n\n')
  expect(seen.scan(1_000_000)).toBe(false)
  expect(seen.types).toEqual(['a', 'message'])
  expect(seen.ids).toEqual(['2', '1'])
  expect(seen.paths).toEqual(['$.x.y[0].z', '$.s', '$["na me"]'])
})

test('of a type that is met often, the first ones are read', () => {
  const fed = fedStream()
  for (let at = 0; at < 100; at++) fed.push(`id: ${at}\ndata: {"k${at}":1}\n\n`)
  const seen = createSeenWords(fed)
  while (seen.scan(1));
  expect(seen.paths).toHaveLength(30)
})
