import type { Page } from 'puppeteer-core'
import type { PanelHandle } from '../types.ts'
import { devtoolsOf } from './panel.ts'

// Chromium's DevTools is itself a page; its modules are reachable from inside it, by these paths. The scripts are text:
// a test runner that rewrites `import()` must not rewrite theirs.

const MODULE = `import('./ui/legacy/legacy.js')`

/** Shows the panel whose tab has the title, as soon as an extension has made it. */
export async function selectPanel(devtools: Page, title: string): Promise<void> {
  const show = `${MODULE}.then(async UI => {
    const { tabs } = UI.InspectorView.InspectorView.instance().tabbedPane
    const tab = tabs.find(each => each.title === ${JSON.stringify(title)})
    if (tab) await UI.ViewManager.ViewManager.instance().showView(tab.id)
    return tab !== undefined
  })`
  await devtools.waitForFunction(show, { polling: 50, timeout: 30_000 })
}

/** Moves DevTools to a side of the tab, or into a window of its own. */
export async function setDockSide(devtools: Page, side: string): Promise<void> {
  const move = `UI.DockController.DockController.instance().setDockSide(${JSON.stringify(side)})`
  await devtools.evaluate(`${MODULE}.then(UI => ${move})`)
}

/** A request as Chrome's Network panel holds it after an import. */
export interface ImportedRequest {
  url: string
  method: string
  status: number
  mimeType: string
  type: string
  /** Seconds. */
  duration: number
  payload: string | null
  events: { eventName: string; eventId: string; data: string; time: number }[]
}

/** Lets the Network panel's own importer read a HAR. */
export async function importIntoNetworkPanel(panel: PanelHandle, har: object): Promise<ImportedRequest[]> {
  const script = `import('./models/har/har.js').then(async HAR => {
    const { log } = new HAR.HARFormat.HARRoot(${JSON.stringify(har)})
    const requests = HAR.Importer.Importer.requestsFromHARLog(log)
    return Promise.all(requests.map(async request => ({
      url: request.url(),
      method: request.requestMethod,
      status: request.statusCode,
      mimeType: request.mimeType,
      type: request.resourceType().name(),
      duration: request.duration,
      payload: await request.requestFormData(),
      events: request.eventSourceMessages(),
    })))
  })`
  return (await devtoolsOf(panel).evaluate(script)) as ImportedRequest[]
}
