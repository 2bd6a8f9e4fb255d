import { launchBrowser } from '../browser/harness/launch.ts'
import type { BrowserName } from '../browser/harness/types.ts'

/** Opens the demo page and the panel in a window and waits until the user closes it. */
export async function showDemo(name: BrowserName, url: string, stop: AbortSignal): Promise<void> {
  const browser = await launchBrowser({ headless: false }, name)
  const closed = Promise.withResolvers<void>()
  browser.browser.on('disconnected', () => closed.resolve())
  stop.addEventListener('abort', () => closed.resolve())
  try {
    const page = (await browser.browser.pages())[0] ?? (await browser.browser.newPage())
    await page.goto(url)
    await browser.openPanel(page)
    console.log('The Streamtap panel is open. Close the browser, or press Ctrl+C, to end.')
    await closed.promise
  } catch (error) {
    // The user may well close the window before everything is there.
    if (browser.browser.connected && !stop.aborted) throw error
  } finally {
    await browser.close()
  }
}
