import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  followScroll,
  HEIGHT_LIMIT,
  maxScrollTop,
  positionAt,
  positionOfRow,
  type RowGeometry,
  type ScrollPosition,
  scrollHeight,
  visibleRows,
} from '../../../components/row-window'

const rows = (count: number): RowGeometry => ({ count, rowHeight: 20, viewport: 200 })
const TOP: ScrollPosition = { scrollTop: 0, shift: 0 }
const million = rows(1_000_000)

test('a short list scrolls as it is', () => {
  expect(scrollHeight(rows(100))).toBe(2000)
  expect(followScroll(rows(100), TOP, 137)).toEqual({ scrollTop: 137, shift: 0 })
  expect(visibleRows(rows(100), { scrollTop: 400, shift: 0 })).toEqual({ start: 16, end: 34 })
})

test('a million rows fit into what browsers can lay out, and the last one can be seen', () => {
  expect(scrollHeight(million)).toBe(HEIGHT_LIMIT)
  const end = followScroll(million, TOP, maxScrollTop(million))
  expect(visibleRows(million, end).end).toBe(1_000_000)
})

test('the thumb goes to the place in proportion', () => {
  const middle = followScroll(million, TOP, maxScrollTop(million) / 2)
  const { start, end } = visibleRows(million, middle)
  expect((start + end) / 2).toBeCloseTo(500_000, -1)
})

test('the wheel moves by pixels of the rows, however many there are', () => {
  const before = positionAt(million, 4_000_000)
  const after = followScroll(million, before, before.scrollTop + 100)
  expect(after.scrollTop + after.shift - before.scrollTop - before.shift).toBe(100)
})

test('wheeling on reaches both ends without a jump', () => {
  const wheel = (from: ScrollPosition, by: number) => {
    let position = from
    let steps = 0
    for (; steps < 1000; steps++) {
      const target = Math.min(maxScrollTop(million), Math.max(0, position.scrollTop + by))
      const next = followScroll(million, position, target)
      const moved = next.scrollTop + next.shift - position.scrollTop - position.shift
      expect(Math.abs(moved)).toBeLessThanOrEqual(million.viewport + Math.abs(by))
      if (moved === 0) break
      position = next
    }
    return { position, steps }
  }
  const up = wheel(positionAt(million, 5000), -100)
  expect(up.position).toEqual(TOP)
  const down = wheel(positionAt(million, 20_000_000 - 5200), 100)
  expect(visibleRows(million, down.position).end).toBe(1_000_000)
})

test('a row near by is revealed with the least move, one far off in the middle, one in view not at all', () => {
  const list = rows(1000)
  expect(positionOfRow(list, TOP, 5)).toBeNull()
  expect(positionOfRow(list, TOP, 12)).toEqual({ scrollTop: 60, shift: 0 })
  expect(positionOfRow(list, TOP, 500)).toEqual({ scrollTop: 9910, shift: 0 })
})

test('any row of any list can be brought into view', () => {
  const count = fc.integer({ min: 1, max: 5_000_000 })
  fc.assert(
    fc.property(count, fc.double({ min: 0, max: 1, noNaN: true }), (size, place) => {
      const list = rows(size)
      const row = Math.min(size - 1, Math.floor(size * place))
      const position = positionOfRow(list, TOP, row) ?? TOP
      const { start, end } = visibleRows(list, position)
      expect(position.scrollTop).toBeGreaterThanOrEqual(0)
      expect(position.scrollTop).toBeLessThanOrEqual(maxScrollTop(list))
      expect(start <= row && row < end).toBe(true)
      expect(end - start).toBeLessThanOrEqual(19)
    }),
  )
})
