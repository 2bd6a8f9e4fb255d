import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserOptions } from '../types.ts'

/** No first-run pages, no checks, nothing fetched in the background. */
const QUIET = {
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'browser.aboutwelcome.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.reportingpolicy.firstRun': false,
}

/** Escape, wherever it is pressed in DevTools, would open a console that takes the focus; people may switch that off. */
const ESCAPE = { 'devtools.toolbox.splitconsole.enabled': false }

const downloadsTo = (folder: string) => ({
  'browser.download.alwaysOpenPanel': false,
  'browser.download.dir': folder,
  'browser.download.folderList': 2,
  'browser.download.useDownloadDir': true,
})

const DARK = { 'devtools.theme': 'dark', 'ui.systemUsesDarkTheme': 1 }
const LIGHT = { 'devtools.theme': 'light', 'ui.systemUsesDarkTheme': 0 }

const themeOf = ({ dark, headless = true }: BrowserOptions) => {
  if (dark) return DARK
  // A browser for people follows their system.
  return headless ? LIGHT : {}
}

/** A new profile folder. The caller removes it. */
export async function createProfile(options: BrowserOptions, downloads: string | null): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'streamtap-firefox-'))
  const preferences = {
    ...QUIET,
    ...ESCAPE,
    ...themeOf(options),
    ...(downloads === null ? {} : downloadsTo(downloads)),
  }
  const lines = Object.entries(preferences).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  )
  await writeFile(join(folder, 'user.js'), lines.join('\n'))
  return folder
}
