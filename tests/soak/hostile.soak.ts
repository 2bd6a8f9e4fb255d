import { expect, test } from 'vitest'
import {
  newTabWithPanel,
  openTab,
  type PanelHandle,
  rowCount,
  selectStream,
  streamTotals,
  waitFor,
} from '../browser/harness/index.ts'
import { useStage } from '../browser/stage.ts'

const stage = useStage()

/** Runs in the page: how many bytes the streams had in all. */
const readOneByOne = async (urls: readonly string[]) => {
  let length = 0
  for (const url of urls) {
    const reader = (await fetch(url)).body?.getReader()
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read())
      length += read.value.length
  }
  return length
}

const waitForEnds = (panel: PanelHandle, count: number) =>
  waitFor(
    panel,
    wanted => {
      const streams = globalThis.streamtap?.session.streams ?? []
      return streams.length === wanted && streams.every(({ closed }) => closed !== null)
    },
    count,
  )

const expectAlive = async (panel: PanelHandle, row: number) => {
  await selectStream(panel, row)
  for (const tab of ['Raw', 'Request', 'Events'] as const) await openTab(panel, tab)
  expect(panel.errors).toEqual([])
}

test('a line of a gigabyte is read by the page, kept up to the limit, and what is dropped is told', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  const url = stage.stream({ steps: [{ line: 1_000_000_000 }, { write: 'data: after\n\n' }] })
  const length = await panel.page.evaluate(readOneByOne, [url])
  expect(length).toBe(1_000_000_008 + 13)
  await waitForEnds(panel, 1)
  const recorded = await streamTotals(panel)
  expect(recorded.length).toBe(length)
  expect(recorded.bytesHeld).toBeLessThanOrEqual(128_000_000)
  const dropped = recorded.drops.reduce((sum, { bytes }) => sum + bytes, 0)
  expect(recorded.bytesHeld + dropped).toBe(length)
  await expectAlive(panel, 0)
  expect(await rowCount(panel, 'Events')).toBe(2)
  await panel.close()
})

test('of more than ten thousand streams the first ten thousand are recorded, and the panel says so', async () => {
  const panel = await newTabWithPanel(stage.browser(), stage.page())
  await panel.page.evaluate(async () => {
    const address = 'data:text/event-stream,data:%20x%0A%0A'
    const read = async () => (await fetch(address)).text()
    await Promise.all(Array.from({ length: 10_001 }, read))
  })
  await waitForEnds(panel, 10_000)
  await waitFor(panel, () => document.body.innerText.includes('no more are recorded'))
  await expectAlive(panel, 0)
  expect(await rowCount(panel, 'Streams')).toBe(10_000)
  await panel.close()
})
