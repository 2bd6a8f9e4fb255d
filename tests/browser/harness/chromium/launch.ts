import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, type LaunchOptions, launch } from 'puppeteer-core'
import { findBrowser } from '../../../tools/find-browser.mjs'
import type { BrowserOptions, TestBrowser } from '../types.ts'
import { watchDownloads } from './downloads.ts'
import { openChromiumPanel, openDevTools } from './panel.ts'

/** Where `npm run build` puts the extension. */
export const CHROME_OUTPUT = fileURLToPath(new URL('../../../../.output/chrome-mv3', import.meta.url))

/** Longer than any honest close; afterwards the process is ended. */
const CLOSE_LIMIT = 10_000

const isRoot = () => process.getuid?.() === 0

function launchOptions(options: BrowserOptions, executablePath: string, sandbox: boolean): LaunchOptions {
  const { width, height } = options.windowSize ?? { width: 1400, height: 987 }
  const headless = options.headless ?? true
  return {
    executablePath,
    headless,
    pipe: true,
    enableExtensions: true,
    defaultViewport: null,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    // A browser for people should not say that a machine drives it.
    ...(headless ? {} : { ignoreDefaultArgs: ['--enable-automation'] }),
    args: [
      '--disable-quic',
      '--no-first-run',
      `--window-size=${width},${height}`,
      ...(headless ? ['--disable-gpu'] : []),
      ...(options.args ?? []),
      ...(options.dark ? ['--force-dark-mode'] : []),
      ...(sandbox ? [] : ['--no-sandbox']),
    ],
  }
}

/** Chromium's sandbox does not work for root nor in many containers; it is given up only there. */
async function launchSandboxed(options: BrowserOptions, path: string): Promise<Browser> {
  if (isRoot()) return launch(launchOptions(options, path, false))
  try {
    return await launch(launchOptions(options, path, true))
  } catch (error) {
    if (!String(error).includes('sandbox')) throw error
    return launch(launchOptions(options, path, false))
  }
}

async function endBrowser(browser: Browser): Promise<void> {
  const late = setTimeout(() => browser.process()?.kill('SIGKILL'), CLOSE_LIMIT)
  await browser.close().catch(() => browser.process()?.kill('SIGKILL'))
  clearTimeout(late)
}

/** Chooses "Site access" in the extension's details, as its user may. */
async function setSiteAccess(browser: Browser, extensionId: string, hostAccess: string): Promise<void> {
  const page = await browser.newPage()
  await page.goto('chrome://extensions')
  const change = `chrome.developerPrivate.updateExtensionConfiguration(${JSON.stringify({ extensionId, hostAccess })})`
  await page.evaluate(change)
  await page.close()
}

/** Starts Chromium, with the built extension unless told otherwise. Throws where Chromium is not installed. */
export async function launchChromium(options: BrowserOptions = {}): Promise<TestBrowser> {
  const path = findBrowser('chromium')
  if (path === null)
    throw new Error('Chromium was not found: run node tests/tools/setup.mjs --chromium first.')
  const folder = options.downloadPath ?? (await mkdtemp(join(tmpdir(), 'streamtap-downloads-')))
  const browser = await launchSandboxed(options, path)
  const close = async () => {
    await endBrowser(browser)
    if (options.downloadPath === undefined) await rm(folder, { recursive: true, force: true })
  }
  try {
    const outDir = options.outDir ?? CHROME_OUTPUT
    let id = (options.withExtension ?? true) ? await browser.installExtension(outDir) : ''
    const chromium: TestBrowser = {
      name: 'chromium',
      browser,
      downloads: watchDownloads(browser, folder),
      openPanel: (page, panelOptions) => openChromiumPanel(chromium, page, panelOptions),
      openDevTools: async page => {
        await openDevTools(page)
      },
      inContentScripts: async (page, script, ...args) => {
        await page.bringToFront()
        for (const frame of page.frames())
          for (const realm of frame.extensionRealms()) await realm.evaluate(script, ...args)
      },
      reinstall: async meanwhile => {
        await browser.uninstallExtension(id)
        await meanwhile()
        id = await browser.installExtension(outDir)
      },
      keepOut: isOut => setSiteAccess(browser, id, isOut ? 'ON_CLICK' : 'ON_ALL_SITES'),
      close,
    }
    return chromium
  } catch (error) {
    await close()
    throw error
  }
}
