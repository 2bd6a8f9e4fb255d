import { launchChromium } from '../browser/harness/chromium.ts'
import { openPanel } from '../browser/harness/panel.ts'

/** Opens the demo page and the panel in a window and waits until the user closes it. */
export async function showDemo(url: string, stop: AbortSignal): Promise<void> {
  const chromium = await launchChromium({ headless: false })
  const closed = Promise.withResolvers<void>()
  chromium.browser.on('disconnected', () => closed.resolve())
  stop.addEventListener('abort', () => closed.resolve())
  try {
    const page = (await chromium.browser.pages())[0] ?? (await chromium.browser.newPage())
    await page.goto(url)
    await openPanel(chromium, page)
    console.log('The Streamtap panel is open. Close the browser, or press Ctrl+C, to end.')
    await closed.promise
  } catch (error) {
    // The user may well close the window before everything is there.
    if (chromium.browser.connected && !stop.aborted) throw error
  } finally {
    await chromium.close()
  }
}
