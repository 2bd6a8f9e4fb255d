import { expect, test } from 'vitest'
import { violationsIn } from './harness/axe.ts'
import { newTabWithPanel, type PanelHandle, selectStream, waitForStreams } from './harness/index.ts'
import { useStage } from './stage.ts'

const stage = useStage()

const SIZES = [
  { name: 'wide', width: 1400, height: 900 },
  { name: 'narrow', width: 350, height: 800 },
  { name: 'low', width: 1400, height: 400 },
]

/** Runs in the page: reads a stream of every kind of block, one that fails and one that stays open. */
const readStreams = async (whole: string, failing: string, held: string) => {
  await (await fetch(`${whole}&token=secret`, { method: 'POST', body: '{"stream":true,"n":1}' })).text()
  await (await fetch(failing)).text().catch(() => {})
  const reader = (await fetch(held)).body?.getReader()
  await reader?.read()
}

const WHOLE = ': hello\n\nretry: 10\n\nevent: x\nid: 7\ndata: {"a":[1,{"b":null}]}\n\ndata: two\n\ndata: cut'

const openWithStreams = async (language: string): Promise<PanelHandle> => {
  const panel = await newTabWithPanel(stage.browser(), stage.page(), { dock: 'undocked', language })
  const write = { write: WHOLE }
  await panel.page.evaluate(
    readStreams,
    stage.stream({ steps: [write, { wait: 20 }, write] }),
    stage.stream({ steps: [write], end: 'reset' }),
    stage.stream({ steps: [write], end: 'hold' }),
  )
  await waitForStreams(panel, { count: 3 })
  return panel
}

const setTheme = (panel: PanelHandle, theme: string) =>
  panel.frame.evaluate(name => {
    document.documentElement.dataset.theme = name
  }, theme)

const click = (panel: PanelHandle, selector: string) =>
  panel.frame.evaluate(wanted => document.querySelector<HTMLElement>(wanted)?.click(), selector)

const tabsOf = (panel: PanelHandle) =>
  panel.frame.$$eval('.tabs [role="tab"]', tabs => tabs.map(tab => tab.id))

for (const language of ['en', 'zh-CN']) {
  test(`axe finds nothing in any tab, theme or size, in ${language}`, async () => {
    const panel = await openWithStreams(language)
    await panel.frame.click('.streams [data-row="0"]')
    const tabs = await tabsOf(panel)
    expect(tabs.length).toBeGreaterThan(3)
    const found: string[] = []
    for (const { name, width, height } of SIZES) {
      await panel.devtools.setViewport({ width, height })
      for (const tab of tabs) {
        await click(panel, `#${tab}`)
        if (tab === 'tab-events') await click(panel, '.events [data-row="2"]')
        for (const theme of ['light', 'dark']) {
          await setTheme(panel, theme)
          for (const violation of await violationsIn(panel))
            found.push(`${name} ${tab} ${theme}: ${violation}`)
        }
      }
    }
    expect(found).toEqual([])
    await panel.close()
  })
}

test('axe finds nothing in menus, dialogs, groups and notices', async () => {
  const panel = await openWithStreams('en')
  const found: string[] = []
  const look = async (what: string) => {
    for (const theme of ['light', 'dark']) {
      await setTheme(panel, theme)
      for (const violation of await violationsIn(panel)) found.push(`${what} ${theme}: ${violation}`)
    }
  }
  await look('nothing selected')
  await selectStream(panel, 0)
  for (const button of ['Export', 'Filter by state, source and type', 'Columns and groups']) {
    await panel.controls.press('button', button)
    await look(button)
    await panel.devtools.keyboard.press('Escape')
  }
  await panel.controls.press('button', 'Columns and groups')
  await panel.controls.press('menuitemradio', 'By document')
  await panel.devtools.keyboard.press('Escape')
  await look('by document')
  await panel.controls.press('button', 'Keys')
  await look('Keys')
  await panel.controls.press('button', 'Close')
  await panel.controls.press('button', 'Settings')
  await look('Settings')
  await panel.controls.press('button', 'Cancel')
  await panel.controls.fill('searchbox', 'Filter streams', 'no such stream')
  await look('all hidden')
  await panel.controls.press('button', 'Show all streams')
  await panel.controls.press('button', 'Clear')
  await look('empty')
  expect(found).toEqual([])
  await panel.close()
})
