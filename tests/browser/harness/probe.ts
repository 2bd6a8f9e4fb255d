import type { EvaluateFunc } from 'puppeteer-core'
import { launchBrowser } from './launch.ts'
import { newTabWithPanel } from './panel.ts'
import type { BrowserOptions, TestBrowser } from './types.ts'

/** What one function found in a page of a plain browser and of one with the extension. */
export interface Findings<Result> {
  plain: Result
  observed: Result
}

export interface ProbeOptions {
  /** Also opens the panel in the observed browser, so that somebody listens. */
  panel?: boolean
}

export interface Probe {
  /** The plain browser and the one with the extension. */
  readonly browsers: readonly [TestBrowser, TestBrowser]
  /** Runs the function once in a new page of each browser. It runs there: it sees its arguments only. */
  run<Params extends unknown[], Find extends EvaluateFunc<Params>>(
    url: string,
    options: ProbeOptions,
    find: Find,
    ...args: Params
  ): Promise<Findings<Awaited<ReturnType<Find>>>>
  close(): Promise<void>
}

async function openPage(browser: TestBrowser, url: string, withPanel: boolean) {
  if (withPanel) return newTabWithPanel(browser, url)
  const page = await browser.browser.newPage()
  await page.goto(url)
  return { page, close: () => page.close().catch(() => {}) }
}

/** Two browsers, alike but for the extension. */
export async function openProbe(options: Omit<BrowserOptions, 'withExtension'> = {}): Promise<Probe> {
  const plain = await launchBrowser({ ...options, withExtension: false })
  const observed = await launchBrowser({ ...options, withExtension: true }).catch(async error => {
    await plain.close()
    throw error
  })
  return {
    browsers: [plain, observed],
    async run(url, { panel = false }, find, ...args) {
      const findIn = async (browser: TestBrowser, withPanel: boolean) => {
        const tab = await openPage(browser, url, withPanel)
        try {
          return await tab.page.evaluate(find, ...args)
        } finally {
          await tab.close()
        }
      }
      return { plain: await findIn(plain, false), observed: await findIn(observed, panel) }
    },
    async close() {
      await Promise.all([plain.close(), observed.close()])
    },
  }
}
