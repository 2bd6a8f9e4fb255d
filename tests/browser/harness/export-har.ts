import { readFile } from 'node:fs/promises'
import type { Har } from 'har-format'
import { press } from './controls.ts'
import type { PanelHandle } from './types.ts'

/** Clicks the first item of the open menu whose text contains the given one, once it is enabled. */
async function chooseItem(panel: PanelHandle, text: string): Promise<void> {
  const item = await panel.controls.findWhere(wanted => {
    const items = [...document.querySelectorAll('[role=menuitem]:not([aria-disabled=true])')]
    return items.find(each => each.textContent?.includes(wanted) && each.getClientRects().length > 0)
  }, text)
  await item.click()
}

/** Chooses an item of the panel's Export menu and answers with the path of the saved file. */
export function exportFile(panel: PanelHandle, item: string): Promise<string> {
  return panel.browser.downloads.during(async () => {
    await press(panel, 'Export')
    await chooseItem(panel, item)
  })
}

/** The session as the panel's Export → HAR saves it. */
export async function exportHar(panel: PanelHandle): Promise<Har> {
  return JSON.parse(await readFile(await exportFile(panel, 'HAR'), 'utf8'))
}
