import type { ElementHandle, EvaluateFunc, JSHandle } from 'puppeteer-core'
import type { PanelHandle } from './panel.ts'

const LIMIT = { timeout: 15_000 }

const isElement = (handle: JSHandle): handle is ElementHandle<Element> => handle.asElement() !== null

/** The element behind a handle. Throws with the words where there is none. */
export function elementOf(handle: JSHandle, missing: string): ElementHandle<Element> {
  if (!isElement(handle)) throw new Error(missing)
  return handle
}

/** Waits for the element that assistive technology finds by this role and name. */
export async function byRole(
  panel: PanelHandle,
  role: string,
  name: string,
): Promise<ElementHandle<Element>> {
  const selector = `::-p-aria([name="${name}"][role="${role}"])`
  const found = await panel.frame.waitForSelector(selector, LIMIT)
  if (found === null) throw new Error(`The panel has no ${role} named "${name}".`)
  return found
}

/** Whether the panel shows such an element now. */
export async function isShown(panel: PanelHandle, role: string, name: string): Promise<boolean> {
  return (await panel.frame.$(`::-p-aria([name="${name}"][role="${role}"])`)) !== null
}

/** Presses a button and waits for nothing. */
export async function press(panel: PanelHandle, name: string): Promise<void> {
  await panel.frame.locator(`::-p-aria([name="${name}"][role="button"])`).setTimeout(LIMIT.timeout).click()
}

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
  await panel.frame.waitForFunction(element => element.getAttribute('aria-selected') === 'true', LIMIT, tab)
}

/** Replaces the text of a search box. */
export async function fillSearch(panel: PanelHandle, name: string, text: string): Promise<void> {
  await panel.frame
    .locator(`::-p-aria([name="${name}"][role="searchbox"])`)
    .setTimeout(LIMIT.timeout)
    .fill(text)
}

/** The text of a part of the panel as the user sees it. */
export async function textOf(panel: PanelHandle, role: string, name: string): Promise<string> {
  const element = await byRole(panel, role, name)
  return element.evaluate(found =>
    found instanceof HTMLElement ? found.innerText : (found.textContent ?? ''),
  )
}
