import { expect, test } from 'vitest'
import { runBundled } from './bundled.ts'
import { printTable } from './report.ts'

test('the parsers and the session', async () => {
  const tables = Object.entries(await runBundled('./parser-rounds.ts'))
  for (const [name, rows] of tables) {
    console.log(name)
    printTable(rows)
  }
  expect(tables).not.toHaveLength(0)
})
