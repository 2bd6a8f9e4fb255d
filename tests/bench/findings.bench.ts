import { expect, test } from 'vitest'
import { runBundled } from './bundled.ts'
import { printTable } from './report.ts'

const GOAL = 1.3

test(`one million events with all rules cost at most ${GOAL} times as much as without`, async () => {
  const rows = (await runBundled('./findings-rounds.ts'))['one million events'] ?? []
  printTable(rows)
  expect(rows[0]).toMatchObject({ ratio: expect.toSatisfy((ratio: number) => ratio <= GOAL) })
})
