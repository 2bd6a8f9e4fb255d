import type { EvaluateFunc } from 'puppeteer-core'
import { type Chromium, type ChromiumOptions, launchChromium } from './chromium.ts'
import { newTabWithPanel } from './panel.ts'

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
  readonly browsers: readonly [Chromium, Chromium]
  /** Runs the function once in a new page of each browser. It runs there: it sees its arguments only. */
  run<Params extends unknown[], Find extends EvaluateFunc<Params>>(
    url: string,
    options: ProbeOptions,
    find: Find,
    ...args: Params
  ): Promise<Findings<Awaited<ReturnType<Find>>>>
  close(): Promise<void>
}

async function openPage(chromium: Chromium, url: string, withPanel: boolean) {
  if (withPanel) return newTabWithPanel(chromium, url)
  const page = await chromium.browser.newPage()
  await page.goto(url)
  return { page, close: () => page.close().catch(() => {}) }
}

/** Two browsers, alike but for the extension. */
export async function openProbe(options: Omit<ChromiumOptions, 'withExtension'> = {}): Promise<Probe> {
  const plain = await launchChromium({ ...options, withExtension: false })
  const observed = await launchChromium({ ...options, withExtension: true }).catch(async error => {
    await plain.close()
    throw error
  })
  return {
    browsers: [plain, observed],
    async run(url, { panel = false }, find, ...args) {
      const findIn = async (chromium: Chromium, withPanel: boolean) => {
        const tab = await openPage(chromium, url, withPanel)
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
