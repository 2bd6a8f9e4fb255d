import type { ConsoleMessage, Frame, Page } from 'puppeteer-core'
import type { Chromium } from './chromium.ts'
import { selectPanel, setDockSide } from './devtools-frontend.ts'

/** Streamtap's panel in the DevTools of one tab. */
export interface PanelHandle {
  chromium: Chromium
  /** The inspected tab. */
  page: Page
  /** The DevTools window itself. */
  devtools: Page
  /** panel.html. */
  frame: Frame
  /** What the extension's pages wrote to the console as an error, and what they did not catch. */
  errors: readonly string[]
  screenshot(path: string): Promise<void>
  /** Closes DevTools and leaves the tab. */
  closeDevTools(): Promise<void>
  /** Closes the tab and DevTools with it. Never throws. */
  close(): Promise<void>
}

export type DockSide = 'right' | 'bottom' | 'left' | 'undocked'

export interface PanelOptions {
  dock?: DockSide
  /** The title of the panel's tab. */
  title?: string
  /** What the panel is told that the browser speaks, a BCP 47 tag: not every Chromium has more than English. */
  language?: string
}

const LIMIT = { timeout: 30_000 }

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

/** Opens DevTools on the tab and shows Streamtap's panel there. */
export async function openPanel(
  chromium: Chromium,
  page: Page,
  options: PanelOptions = {},
): Promise<PanelHandle> {
  const devtools = await page.openDevTools()
  const errors = collectErrors(devtools)
  // The front end must have loaded our page before its modules are touched: importing them earlier hangs.
  const recorder = await devtools.waitForFrame(isPage('devtools.html'), LIMIT)
  await reportUncaught(recorder)
  if (options.language) await devtools.evaluateOnNewDocument(setLanguage, options.language)
  if (options.dock) await setDockSide(devtools, options.dock)
  await selectPanel(devtools, options.title ?? 'Streamtap')
  const frame = await devtools.waitForFrame(isPage('panel.html'), LIMIT)
  await reportUncaught(frame)
  return {
    chromium,
    page,
    devtools,
    frame,
    errors,
    screenshot: async path => {
      await devtools.screenshot({ path: imagePath(path) })
    },
    closeDevTools: () => closeQuietly(devtools),
    close: async () => {
      await closeQuietly(devtools)
      await closeQuietly(page)
    },
  }
}

const imagePath = (path: string): `${string}.png` => `${path.replace(/\.png$/, '')}.png`

export interface TabOptions extends PanelOptions {
  /** Whether DevTools is there before the page is (the default), or comes when the page has loaded. */
  opened?: 'before-page' | 'after-page'
}

/** A new tab on the address with Streamtap's panel open. */
export async function newTabWithPanel(
  chromium: Chromium,
  url: string,
  options: TabOptions = {},
): Promise<PanelHandle> {
  const page = await chromium.browser.newPage()
  try {
    if (options.opened === 'after-page') await page.goto(url)
    const panel = await openPanel(chromium, page, options)
    if (options.opened !== 'after-page') await page.goto(url)
    return panel
  } catch (error) {
    await closeQuietly(page)
    throw error
  }
}
