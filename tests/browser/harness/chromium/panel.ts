import type { ConsoleMessage, Frame, Page } from 'puppeteer-core'
import type { PanelFrame, PanelHandle, PanelOptions, TestBrowser } from '../types.ts'
import { controlsOf } from './controls.ts'
import { selectPanel, setDockSide } from './devtools-frontend.ts'

/** The pages that are DevTools, by the panels in them. */
const devtoolsPages = new WeakMap<PanelHandle, Page>()

/** Chromium's DevTools as the page that it is. Throws for another browser's. */
export function devtoolsOf(panel: PanelHandle): Page {
  const page = devtoolsPages.get(panel)
  if (!page) throw new Error('Only the DevTools of Chromium is a page.')
  return page
}

const LIMIT = { timeout: 30_000 }
const DRAG_STEPS = 4

const isPage = (name: string) => (frame: Frame) => {
  const url = frame.url()
  return url.startsWith('chrome-extension://') && url.split(/[?#]/)[0]?.endsWith(`/${name}`) === true
}

const closeQuietly = (page: Page) => (page.isClosed() ? Promise.resolve() : page.close().catch(() => {}))

function collectErrors(devtools: Page): string[] {
  const errors: string[] = []
  devtools.on('console', (message: ConsoleMessage) => {
    const ours = message.location().url?.startsWith('chrome-extension://') ?? false
    if (message.type() === 'error' && ours) errors.push(message.text())
  })
  return errors
}

/** What an extension page does not catch reaches the driver only through its console. */
async function reportUncaught(frame: Frame): Promise<void> {
  await frame.evaluate(() => {
    addEventListener('error', event => console.error(`Uncaught: ${event.message}`))
    addEventListener('unhandledrejection', event => console.error(`Unhandled: ${event.reason}`))
  })
}

/** Runs in every page made later. */
function setLanguage(language: string): void {
  const chrome: unknown = Reflect.get(globalThis, 'chrome')
  const i18n: unknown = typeof chrome === 'object' && chrome !== null && Reflect.get(chrome, 'i18n')
  if (typeof i18n === 'object' && i18n !== null) Reflect.set(i18n, 'getUILanguage', () => language)
}

/** Moves the mouse to the middle of an element. */
const pointAt = async (frame: Frame, selector: string) => {
  const element = await frame.waitForSelector(selector, LIMIT)
  if (element === null) throw new Error(`The panel has no ${selector}.`)
  const { x, y } = await element.clickablePoint()
  const { mouse } = frame.page()
  await mouse.move(x, y)
  return { mouse, x, y }
}

const toPanelFrame = (frame: Frame): PanelFrame => ({
  evaluate: (script, ...args) => frame.evaluate(script, ...args),
  waitForFunction: async (script, options, ...args) => {
    await frame.waitForFunction(script, options, ...args)
  },
  $$eval: (selector, read) => frame.$$eval(selector, read),
  click: selector => frame.click(selector),
  doubleClick: selector => frame.click(selector, { count: 2 }),
  drag: async (selector, by) => {
    const { mouse, x, y } = await pointAt(frame, selector)
    await mouse.down()
    await mouse.move(x + by.x, y + by.y, { steps: DRAG_STEPS })
    await mouse.up()
  },
  hold: async (selector, meanwhile) => {
    const { mouse } = await pointAt(frame, selector)
    await mouse.down()
    await meanwhile()
    await mouse.up()
  },
})

const imagePath = (path: string): `${string}.png` => `${path.replace(/\.png$/, '')}.png`

/**
 * Opens DevTools on the tab. The front end must have loaded the recorder's page before its modules are touched:
 * importing them earlier hangs.
 */
export async function openDevTools(
  page: Page,
): Promise<{ devtools: Page; recorder: Frame; errors: string[] }> {
  const devtools = await page.openDevTools()
  const errors = collectErrors(devtools)
  return { devtools, errors, recorder: await devtools.waitForFrame(isPage('devtools.html'), LIMIT) }
}

/** Opens DevTools on the tab and shows Streamtap's panel there. */
export async function openChromiumPanel(
  browser: TestBrowser,
  page: Page,
  options: PanelOptions = {},
): Promise<PanelHandle> {
  const { devtools, errors, recorder } = await openDevTools(page)
  await reportUncaught(recorder)
  if (!options.keepsView) await recorder.evaluate(`chrome.storage.local.remove('panelView')`)
  if (options.language) await devtools.evaluateOnNewDocument(setLanguage, options.language)
  if (options.dock) await setDockSide(devtools, options.dock)
  await selectPanel(devtools, options.title ?? 'Streamtap')
  const frame = await devtools.waitForFrame(isPage('panel.html'), LIMIT)
  await reportUncaught(frame)
  const panel: PanelHandle = {
    browser,
    page,
    devtools,
    frame: toPanelFrame(frame),
    controls: controlsOf(frame),
    errors,
    dock: side => setDockSide(devtools, side),
    // DevTools follows the system.
    setTheme: theme => devtools.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]),
    screenshot: async path => {
      await devtools.screenshot({ path: imagePath(path) })
    },
    closeDevTools: () => closeQuietly(devtools),
    close: async () => {
      await closeQuietly(devtools)
      await closeQuietly(page)
    },
  }
  devtoolsPages.set(panel, devtools)
  return panel
}
