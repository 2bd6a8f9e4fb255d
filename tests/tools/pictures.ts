// Makes the pictures of the panel under docs/pictures: node tests/tools/pictures.ts [--only text] [--folder path] [--png]
import { mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { devtoolsOf } from '../browser/harness/chromium/panel.ts'
import { launchBrowser } from '../browser/harness/launch.ts'
import { newTabWithPanel } from '../browser/harness/panel.ts'
import type { PanelHandle } from '../browser/harness/types.ts'
import { startDemo } from './demo.ts'

const { values } = parseArgs({
  options: {
    /** Only pictures whose name holds the text. */
    only: { type: 'string', default: '' },
    folder: {
      type: 'string',
      default: fileURLToPath(new URL('../../docs/pictures/', import.meta.url)),
    },
    png: { type: 'boolean', default: false },
  },
})

const LARGEST_FILE = 250_000
const DEMO_LIMIT = 60_000

const THEMES = ['light', 'dark'] as const
const LANGUAGES = ['en', 'zh-CN'] as const
/** CSS pixels: undocked, docked at the side, docked at the bottom. */
const SIZES = [
  { name: 'wide', contentWidth: 1400, contentHeight: 900 },
  { name: 'narrow', contentWidth: 350, contentHeight: 900 },
  { name: 'low', contentWidth: 1400, contentHeight: 400 },
] as const

type Theme = (typeof THEMES)[number]
type Language = (typeof LANGUAGES)[number]

/** The stream that each tab shows best, by its place in the demo; the first where nothing is said. */
const STREAMS: Readonly<Record<string, number>> = { request: 2, findings: 13 }
/** One that is looked at together with it. */
const BESIDE: Readonly<Record<string, number>> = { timing: 3 }

const nameOf = (tab: string, size: string, theme: Theme, language: Language) =>
  `${tab}-${size}-${theme}-${language}`

const isWanted = (name: string) => name.includes(values.only)

/** Lets the pointer's hints go, and what was clicked be drawn. */
async function settle(panel: PanelHandle): Promise<void> {
  await devtoolsOf(panel).mouse.move(0, 0)
  const drawn = `new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))`
  for (let frame = 0; frame < 3; frame++) await panel.frame.evaluate(drawn)
}

/** By place and not by name, as names depend on the language. Clicks go to the element, in sight or not. */
const click = (panel: PanelHandle, selector: string) =>
  panel.frame.evaluate(wanted => document.querySelector<HTMLElement>(wanted)?.click(), selector)

/** As with the control key held down. */
const clickToo = (panel: PanelHandle, selector: string) =>
  panel.frame.evaluate(wanted => {
    const init = { bubbles: true, ctrlKey: true }
    document.querySelector(wanted)?.dispatchEvent(new MouseEvent('click', init))
  }, selector)

async function showTab(panel: PanelHandle, tab: string): Promise<void> {
  const beside = BESIDE[tab]
  if (beside !== undefined) await click(panel, `.streams [data-row="${beside}"]`)
  const show = beside === undefined ? click : clickToo
  await show(panel, `.streams [data-row="${STREAMS[tab] ?? 0}"]`)
  await click(panel, '#tab-events')
  await settle(panel)
  await click(panel, '.events [data-row="6"]')
  await click(panel, `#tab-${tab}`)
  await settle(panel)
}

async function save(panel: PanelHandle, name: string): Promise<void> {
  const path = join(values.folder, `${name}.${values.png ? 'png' : 'webp'}`)
  const image = values.png ? { type: 'png' as const } : { type: 'webp' as const, quality: 70 }
  await devtoolsOf(panel).screenshot({ path: path as `${string}.webp`, ...image })
  const { size } = await stat(path)
  console.log(`${name}, ${Math.ceil(size / 1000)} kB`)
  if (size > LARGEST_FILE && !values.png) throw new Error(`${name} is larger than ${LARGEST_FILE} bytes.`)
}

/** Every tab in every size. */
async function takeAll(panel: PanelHandle, theme: Theme, language: Language): Promise<void> {
  await devtoolsOf(panel).resize(SIZES[0])
  // The list follows its end, and rows out of sight are not there.
  await panel.frame.evaluate(() => document.querySelector('.streams')?.scrollTo(0, 0))
  await settle(panel)
  await click(panel, '.streams [data-row="0"]')
  const tabs = await panel.frame.$$eval('.tabs [role="tab"]', found =>
    found.map(tab => tab.id.replace(/^tab-/, '')),
  )
  for (const size of SIZES) {
    const wanted = tabs.filter(tab => isWanted(nameOf(tab, size.name, theme, language)))
    if (wanted.length > 0) await devtoolsOf(panel).resize(size)
    for (const tab of wanted) {
      await showTab(panel, tab)
      await save(panel, nameOf(tab, size.name, theme, language))
    }
  }
}

const canBeWanted = (theme: Theme, language: Language) =>
  values.only === '' || !/(light|dark)-/.test(values.only) || values.only.endsWith(`${theme}-${language}`)

const server = await startDemo('chromium')
try {
  await mkdir(values.folder, { recursive: true })
  for (const theme of THEMES) {
    for (const language of LANGUAGES.filter(each => canBeWanted(theme, each))) {
      const chromium = await launchBrowser({ dark: theme === 'dark' }, 'chromium')
      try {
        const panel = await newTabWithPanel(chromium, `${server.url}/?run=all`, {
          dock: 'undocked',
          language,
        })
        const isDone = () => document.documentElement.dataset.state === 'done'
        await panel.page.waitForFunction(isDone, { polling: 100, timeout: DEMO_LIMIT })
        await takeAll(panel, theme, language)
      } finally {
        await chromium.close()
      }
    }
  }
} finally {
  await server.close()
}
