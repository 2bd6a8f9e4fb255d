import { beforeAll, expect, test } from 'vitest'
import { buildDemoPage } from '../servers/build-page.ts'
import { CLIENT_NAMES } from '../servers/page/demo-api.ts'
import { runClient } from './demo-streams.ts'
import { findingsOf } from './findings.ts'
import { newTabWithPanel, openTab, type PanelHandle, selectStream, streamRows } from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage({ pace: 10 })
beforeAll(() => buildDemoPage())

/** What is found of each stream that the page has read. */
const findingsOfAll = async (panel: PanelHandle) => {
  const count = (await streamRows(panel)).length
  expect(count).toBeGreaterThan(0)
  const all: [string, string][] = []
  for (let index = 0; index < count; index++) {
    await selectStream(panel, index)
    await openTab(panel, 'Findings')
    all.push(...(await findingsOf(panel)))
  }
  return all
}

const alarms = (found: readonly [string, string][]) => found.filter(([, severity]) => severity !== 'info')

test.each(CLIENT_NAMES)('nothing is wrong with what %s reads', async name => {
  const panel = await newTabWithPanel(stage.browser(), stage.server().url)
  try {
    expect((await runClient(panel, name, { id: `${name}-healthy` })).error).toBeNull()
    const found = await findingsOfAll(panel)
    console.log(
      `TABLE ${name}: ${[...new Set(found.map(([code, severity]) => `${code} (${severity})`))].join(', ')}`,
    )
    expect(alarms(found)).toEqual([])
  } finally {
    await panel.close()
  }
})
