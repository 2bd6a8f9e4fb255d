import type { EvaluateFunc } from 'puppeteer-core'
import type { PanelElement, PanelHandle } from './types.ts'

/** Waits for the element that assistive technology finds by this role and name. */
export const byRole = (panel: PanelHandle, role: string, name: string): Promise<PanelElement> =>
  panel.controls.find(role, name)

/** Whether the panel shows such an element now. */
export const isShown = (panel: PanelHandle, role: string, name: string): Promise<boolean> =>
  panel.controls.isShown(role, name)

/** Presses a button and waits for nothing. */
export const press = (panel: PanelHandle, name: string): Promise<void> => panel.controls.press('button', name)

/** Waits until a condition holds inside the panel's page. The function runs there: it sees its arguments only. */
export async function waitFor<Params extends unknown[], Predicate extends EvaluateFunc<Params>>(
  panel: PanelHandle,
  predicate: Predicate,
  ...args: Params
): Promise<void> {
  // A fixed interval, as animation frames stop where the tab is not in front.
  await panel.frame.waitForFunction(predicate, { polling: 50, timeout: 60_000 }, ...args)
}

export type TabName = 'Events' | 'Message' | 'Timing' | 'Raw' | 'Request' | 'Findings'

/** Opens a tab of the selected stream. */
export async function openTab(panel: PanelHandle, name: TabName): Promise<void> {
  const tab = await byRole(panel, 'tab', name)
  await tab.click()
  await panel.controls.findWhere(wanted => {
    const chosen = document.querySelector('[role=tab][aria-selected=true]')
    return chosen?.textContent?.trim() === wanted ? chosen : null
  }, name)
}

/** Replaces the text of a search box. */
export const fillSearch = (panel: PanelHandle, name: string, text: string): Promise<void> =>
  panel.controls.fill('searchbox', name, text)

/** The text of a part of the panel as the user sees it. */
export async function textOf(panel: PanelHandle, role: string, name: string): Promise<string> {
  const element = await byRole(panel, role, name)
  return element.evaluate(found =>
    found instanceof HTMLElement ? found.innerText : (found.textContent ?? ''),
  )
}
