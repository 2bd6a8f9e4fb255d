import type { Page } from 'puppeteer-core'

// Chromium's DevTools is itself a page; its modules are reachable from inside it, by these paths.

/** Shows the panel whose tab has the title, as soon as an extension has made it. */
export async function selectPanel(devtools: Page, title: string): Promise<void> {
  const show = async (wanted: string): Promise<boolean> => {
    const path = './ui/legacy/legacy.js'
    const UI = await import(path)
    const tabs: { id: string; title: string }[] = UI.InspectorView.InspectorView.instance().tabbedPane.tabs
    const tab = tabs.find(each => each.title === wanted)
    if (!tab) return false
    await UI.ViewManager.ViewManager.instance().showView(tab.id)
    return true
  }
  await devtools.waitForFunction(show, { polling: 50, timeout: 30_000 }, title)
}

/** Moves DevTools to a side of the tab, or into a window of its own. */
export async function setDockSide(devtools: Page, side: string): Promise<void> {
  await devtools.evaluate(async wanted => {
    const path = './ui/legacy/legacy.js'
    const UI = await import(path)
    UI.DockController.DockController.instance().setDockSide(wanted)
  }, side)
}
