import { CHROME_OUTPUT, launchChromium } from './chromium/launch.ts'
import { FIREFOX_OUTPUT, launchFirefox } from './firefox/launch.ts'
import type { BrowserName, BrowserOptions, TestBrowser } from './types.ts'

const isBrowserName = (name: string | undefined): name is BrowserName =>
  name === 'chromium' || name === 'firefox'

const { STREAMTAP_BROWSER } = process.env

/** The browser that tests run in: each Vitest project sets its own. */
export const BROWSER: BrowserName = isBrowserName(STREAMTAP_BROWSER) ? STREAMTAP_BROWSER : 'chromium'

/** Where the build for a browser is. */
export const builtExtension = (name: BrowserName = BROWSER): string =>
  name === 'firefox' ? FIREFOX_OUTPUT : CHROME_OUTPUT

/** Starts a browser, with the built extension unless told otherwise. Throws where it is not installed. */
export const launchBrowser = (
  options: BrowserOptions = {},
  name: BrowserName = BROWSER,
): Promise<TestBrowser> => (name === 'firefox' ? launchFirefox(options) : launchChromium(options))
