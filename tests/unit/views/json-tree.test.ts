import { expect, test } from 'vitest'
import { parseJson } from '../../../lib/views/json-node'
import { createJsonTree, type TreeRow } from '../../../lib/views/json-tree'

const rows = (text: string, isExpanded: (row: TreeRow) => boolean) => {
  const root = parseJson(text)
  return root ? createJsonTree(text, root).rows(isExpanded) : []
}

test('a closed root is one row', () => {
  expect(rows('{"a":[1]}', () => false)).toMatchObject([
    { path: '', expandable: true, expanded: false, count: null },
  ])
})

test('open rows show their children below them', () => {
  expect(
    rows('{"a":[1,{"b":2}],"c":{}}', () => true).map(row => [row.path, row.depth, row.expandable]),
  ).toEqual([
    ['', 0, true],
    ['/a', 1, true],
    ['/a/0', 2, false],
    ['/a/1', 2, true],
    ['/a/1/b', 3, false],
    ['/c', 1, false],
  ])
})

test('a row knows its place among its siblings', () => {
  const [, first, second] = rows('[1,2]', () => true)
  expect([first, second]).toMatchObject([
    { position: 1, siblings: 2 },
    { position: 2, siblings: 2 },
  ])
})

test('more than a hundred children come in pages, and more than ten thousand in pages of pages', () => {
  const numbers = JSON.stringify(Array.from({ length: 25_000 }, (_, index) => index))
  const root = rows(numbers, row => row.path === '')
  expect(root.slice(1).map(row => row.range)).toEqual([
    { from: 0, to: 10_000 },
    { from: 10_000, to: 20_000 },
    { from: 20_000, to: 25_000 },
  ])
  const open = new Set(['', '/20000…25000', '/20000…25000/24900…25000'])
  const all = rows(numbers, row => open.has(row.path))
  expect(all).toHaveLength(1 + 3 + 50 + 100)
  expect(all.at(-1)?.node.index).toBe(24_999)
})

test('long strings and those of several lines are folded', () => {
  const text = JSON.stringify(['short', 'x'.repeat(300), 'two\nlines'])
  expect(rows(text, row => row.path === '').map(row => row.expandable)).toEqual([true, false, true, true])
})
