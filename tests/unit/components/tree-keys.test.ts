import { expect, test } from 'vitest'
import { treeMove } from '../../../components/tree-keys'

/** a (open) with b and c (closed), then d. */
const tree = [
  { depth: 0, expandable: true, expanded: true },
  { depth: 1, expandable: false, expanded: false },
  { depth: 1, expandable: true, expanded: false },
  { depth: 0, expandable: false, expanded: false },
]

test.each([
  ['ArrowDown', 0, { toggle: false, to: 1 }],
  ['ArrowDown', 3, null],
  ['ArrowUp', 0, null],
  ['ArrowRight', 0, { toggle: false, to: 1 }],
  ['ArrowRight', 2, { toggle: true }],
  ['ArrowRight', 3, null],
  ['ArrowLeft', 0, { toggle: true }],
  ['ArrowLeft', 2, { toggle: false, to: 0 }],
  ['ArrowLeft', 3, null],
  ['Enter', 2, { toggle: true }],
  ['Enter', 1, null],
  ['End', 0, { toggle: false, to: 3 }],
  ['x', 0, null],
])('%s on row %i', (key, at, move) => {
  expect(treeMove(key, tree, at)).toEqual(move)
})
