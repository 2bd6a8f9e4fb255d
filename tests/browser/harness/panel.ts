import type { Page } from 'puppeteer-core'
import type { PanelHandle, PanelOptions, TestBrowser } from './types.ts'

export const openPanel = (browser: TestBrowser, page: Page, options?: PanelOptions): Promise<PanelHandle> =>
  browser.openPanel(page, options)

export interface TabOptions extends PanelOptions {
  /** Whether DevTools is there before the page is (the default), or comes when the page has loaded. */
  opened?: 'before-page' | 'after-page'
}

/** A new tab on the address with Streamtap's panel open. */
export async function newTabWithPanel(
  browser: TestBrowser,
  url: string,
  options: TabOptions = {},
): Promise<PanelHandle> {
  const page = await browser.browser.newPage()
  try {
    if (options.opened === 'after-page') await page.goto(url)
    const panel = await browser.openPanel(page, options)
    if (options.opened !== 'after-page') await page.goto(url)
    return panel
  } catch (error) {
    await page.close().catch(() => {})
    throw error
  }
}

const HISTORY_LIMIT = 20_000

/** Loads the page of a tab again. A driver's own way may wait for ever after the back/forward cache. */
export async function reload(page: Page): Promise<void> {
  const isNew = () => page.evaluate(() => document.readyState === 'complete' && !Reflect.has(window, 'isOld'))
  await page.evaluate(() => {
    Reflect.set(window, 'isOld', true)
    setTimeout(() => location.reload())
  })
  const deadline = performance.now() + HISTORY_LIMIT
  while (!(await isNew().catch(() => false))) {
    if (performance.now() > deadline) throw new Error(`${page.url()} did not load again.`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}

/** Goes back (-1) or on (1) in the history of a tab. A driver's own way may wait for a load that the back/forward cache saves. */
export async function goThroughHistory(page: Page, by: number): Promise<void> {
  const address = () => page.evaluate(() => location.href)
  const left = await address()
  await page.evaluate(steps => void setTimeout(() => history.go(steps)), by)
  const deadline = performance.now() + HISTORY_LIMIT
  while ((await address().catch(() => left)) === left) {
    if (performance.now() > deadline) throw new Error(`${left} was not left.`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
