import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser } from '../../../tools/find-browser.mjs'
import type { BrowserOptions, Downloads, TestBrowser } from '../types.ts'
import { openBidi } from './bidi.ts'
import { createDriver, type Driver } from './driver.ts'
import { openFirefoxPanel } from './panel.ts'
import { startFirefox } from './process.ts'
import { createProfile } from './profile.ts'

/** Where `npm run build:firefox` puts the extension. */
export const FIREFOX_OUTPUT = fileURLToPath(new URL('../../../../.output/firefox-mv2', import.meta.url))

const watchDownloads = (driver: Driver): Downloads => ({
  during: async action => {
    const number = await driver.call('downloadCount')
    await action()
    return String(await driver.call('download', number))
  },
})

/** Starts Firefox, with the built extension unless told otherwise. Throws where Firefox is not installed. */
export async function launchFirefox(options: BrowserOptions = {}): Promise<TestBrowser> {
  const path = findBrowser('firefox')
  if (path === null) throw new Error('Firefox was not found: run node tests/tools/setup.mjs --firefox first.')
  const downloads = options.downloadPath ?? (await mkdtemp(join(tmpdir(), 'streamtap-downloads-')))
  const profile = await createProfile(options, downloads)
  const removeFolders = async () => {
    const folders = options.downloadPath === undefined ? [profile, downloads] : [profile]
    for (const folder of folders)
      await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => {})
  }
  const running = await startFirefox(path, profile, options).catch(async error => {
    await removeFolders()
    throw error
  })
  const close = async () => {
    await running.end()
    await removeFolders()
  }
  try {
    const bidi = await openBidi(running.url)
    const isWanted = options.withExtension ?? true
    const outDir = options.outDir ?? FIREFOX_OUTPUT
    const id = isWanted ? await bidi.browser.installExtension(outDir) : ''
    const driver = await createDriver(bidi, id)
    const firefox: TestBrowser = {
      name: 'firefox',
      browser: bidi.browser,
      downloads: watchDownloads(driver),
      openPanel: (page, panelOptions) => openFirefoxPanel(firefox, driver, page, panelOptions),
      openDevTools: async page => {
        await page.bringToFront()
        await driver.call('openDevTools')
      },
      inContentScripts: async (page, script, ...args) => {
        await page.bringToFront()
        await driver.call('askContentScript', `${script}`, args)
      },
      reinstall: async meanwhile => {
        await bidi.browser.uninstallExtension(id)
        await meanwhile()
        await bidi.browser.installExtension(outDir)
      },
      keepOut: async (isOut, host) => {
        await driver.call('setQuarantine', isOut ? host : '')
      },
      close,
    }
    return firefox
  } catch (error) {
    await close()
    throw error
  }
}
