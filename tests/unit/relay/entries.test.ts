import { expect, test } from 'vitest'
import { createEntries } from '../../../lib/relay/entries'
import { chunk } from './builders'

const numbers = (entries: ReturnType<typeof createEntries>, from = 0) =>
  [...entries.from(from)].map(({ sequence }) => sequence)

test('the list stays in proportion to what it holds, and numbers still lead to their records', () => {
  const entries = createEntries()
  for (let i = 0; i < 100_000; i++) {
    const entry = entries.add(chunk(1))
    if (i % 1_000 !== 0) entries.remove(entry)
  }
  expect(entries.all.length).toBeLessThan(3_000)
  expect(numbers(entries).length).toBe(100)
  expect(numbers(entries, 97_500)).toEqual([98_000, 99_000])
  expect(entries.end).toBe(100_000)
})

test('a cursor sees each entry once, however many are removed between its steps', () => {
  const entries = createEntries()
  const added = Array.from({ length: 5_000 }, () => entries.add(chunk(1)))
  const seen: number[] = []
  const cursor = entries.createCursor(({ sequence }) => seen.push(sequence))
  cursor.advance(() => seen.length < 2_000)
  for (const entry of added.slice(0, 4_000)) entries.remove(entry)
  const before = seen.length
  cursor.advance(() => true)
  entries.add(chunk(1))
  cursor.advance(() => true)
  expect(before).toBe(2_000)
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.slice(-1_001)).toEqual(Array.from({ length: 1_001 }, (_, i) => 4_000 + i))
})
