import type { Page } from 'puppeteer-core'
import { byRole, press, waitFor } from './controls.ts'
import type { PanelHandle, TestBrowser } from './types.ts'

declare global {
  /** As much of the extension's API as the tests use; only Firefox has `browser`, and only there it gives promises. */
  var chrome: {
    runtime: { id: string; sendMessage(message: object): Promise<unknown> }
    storage: {
      local: {
        get(keys: null): Promise<Record<string, unknown>>
        set(items: Record<string, unknown>): Promise<void>
        clear(): Promise<void>
      }
    }
  }
}

/** What is stored. */
export const storedSettings = (panel: PanelHandle): Promise<Record<string, unknown>> =>
  panel.frame.evaluate(() => (typeof browser === 'undefined' ? chrome : browser).storage.local.get(null))

/** Stores values past the dialog and its checks. */
export const storeSettings = (panel: PanelHandle, items: Record<string, unknown>): Promise<void> =>
  panel.frame.evaluate(
    (values: Record<string, unknown>) =>
      (typeof browser === 'undefined' ? chrome : browser).storage.local.set(values),
    items,
  )

/** Takes all settings back to their defaults, in every open page. */
export const resetSettings = (panel: PanelHandle): Promise<void> =>
  panel.frame.evaluate(() => (typeof browser === 'undefined' ? chrome : browser).storage.local.clear())

/** Waits until the extension's scripts in the page have had word of a stored value. */
export const waitForSetting = (panel: PanelHandle, page: Page, name: string, value: unknown): Promise<void> =>
  panel.browser.inContentScripts(
    page,
    async (key, wanted) => {
      const { storage } = typeof browser === 'undefined' ? chrome : browser
      const read = async () => JSON.stringify((await storage.local.get(null))[key])
      while ((await read()) !== wanted);
      // The word of the change may come after the value; what the scripts ask then is answered in order.
      for (let turns = 0; turns < 5; turns++) await read()
    },
    name,
    JSON.stringify(value),
  )

/** Waits until DevTools' recorder, shown or not, has heard the page's hello, which is said again to find out. */
export const waitForRecorder = (tested: TestBrowser, page: Page): Promise<void> =>
  tested.inContentScripts(page, async () => {
    const { runtime } = typeof browser === 'undefined' ? chrome : browser
    const hello = () => runtime.sendMessage({ id: 0, type: 'hello', timestamp: Date.now() })
    const isHeard = () =>
      hello().then(
        answer => answer !== undefined,
        () => false,
      )
    while (!(await isHeard()));
    // The port that follows from it is open by the time further hellos are answered.
    for (let turns = 0; turns < 5; turns++) await hello()
  })

/** Brings the panel to the front, as a tab behind takes no clicks, and opens the settings dialog. */
export async function openSettings(panel: PanelHandle): Promise<void> {
  await panel.page.bringToFront()
  await press(panel, 'Settings')
  await byRole(panel, 'dialog', 'Settings')
}

/** Replaces the text of a field of the dialog, by keys. */
export async function fillSetting(panel: PanelHandle, name: string, text: string): Promise<void> {
  await panel.controls.fill('textbox', name, text)
}

/** Saves the dialog and waits until it is closed. */
export async function saveSettings(panel: PanelHandle): Promise<void> {
  await press(panel, 'Save')
  await waitFor(panel, () => document.querySelector('dialog') === null)
}
