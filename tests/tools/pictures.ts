// Makes the pictures of the panel under docs/pictures: node tests/tools/pictures.ts
import { mkdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { devtoolsOf } from '../browser/harness/chromium/panel.ts'
import { launchBrowser } from '../browser/harness/launch.ts'
import { newTabWithPanel, type TabOptions } from '../browser/harness/panel.ts'
import type { BrowserOptions, PanelHandle } from '../browser/harness/types.ts'
import { startDemo } from './demo.ts'

const FOLDER = fileURLToPath(new URL('../../docs/pictures/', import.meta.url))
const SIZE = { contentWidth: 1400, contentHeight: 900 }
const LARGEST_FILE = 300_000
const DEMO_LIMIT = 60_000

interface Picture {
  name: string
  options?: BrowserOptions & TabOptions
  /** What is clicked before the picture is taken. */
  clicks: string[]
}

// By place and not by name, as names depend on the language.
const stream = (index: number) => `.streams [data-row="${index}"]`
const event = (index: number) => `.events [data-row="${index}"]`
const tab = (name: string) => `#tab-${name}`

const pictures: Picture[] = [
  { name: 'events-light', clicks: [stream(0), event(6)] },
  { name: 'raw-dark', options: { dark: true }, clicks: [stream(0), event(6), tab('raw')] },
  { name: 'request-light-zh', options: { language: 'zh-CN' }, clicks: [stream(2), tab('request')] },
]

async function showDemo(panel: PanelHandle, clicks: string[]): Promise<void> {
  const devtools = devtoolsOf(panel)
  await devtools.resize(SIZE)
  const isDone = () => document.documentElement.dataset.state === 'done'
  await panel.page.waitForFunction(isDone, { polling: 100, timeout: DEMO_LIMIT })
  for (const selector of clicks) await panel.frame.click(selector)
  // Lets the pointer's hints go, and what was clicked be drawn.
  await devtools.mouse.move(0, 0)
  await panel.frame.evaluate(
    () => new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  )
}

async function take(url: string, { name, options = {}, clicks }: Picture): Promise<void> {
  const chromium = await launchBrowser(options, 'chromium')
  try {
    const panel = await newTabWithPanel(chromium, `${url}/?run=all`, { dock: 'undocked', ...options })
    await showDemo(panel, clicks)
    const path = `${FOLDER}${name}.png`
    await panel.screenshot(path)
    const { size } = await stat(path)
    console.log(`docs/pictures/${name}.png, ${Math.ceil(size / 1000)} kB`)
    if (size > LARGEST_FILE) throw new Error(`${name}.png is larger than ${LARGEST_FILE} bytes.`)
  } finally {
    await chromium.close()
  }
}

const server = await startDemo('chromium')
try {
  await mkdir(FOLDER, { recursive: true })
  for (const picture of pictures) await take(server.url, picture)
} finally {
  await server.close()
}
