import type { ElementHandle, Frame } from 'puppeteer-core'
import type { PanelControls, PanelElement } from '../types.ts'

/**
 * Clicks go through DevTools' own page, which stands still for many seconds while it takes apart a large stream for its
 * EventStream tab.
 */
const LIMIT = { timeout: 60_000 }

/** Puppeteer's query for Chromium's accessibility tree. */
const query = (role: string, name: string) => `::-p-aria([name="${name}"][role="${role}"])`

const toPanelElement = (element: ElementHandle<Element>): PanelElement => ({
  evaluate: read => element.evaluate(read),
  // Not before it stands still: a notice that comes or goes moves what is below it.
  click: () => element.asLocator().setTimeout(LIMIT.timeout).click(),
})

/** The controls in Chromium's panel. */
export const controlsOf = (frame: Frame): PanelControls => ({
  find: async (role, name) => {
    const found = await frame.waitForSelector(query(role, name), LIMIT)
    if (found === null) throw new Error(`The panel has no ${role} named "${name}".`)
    return toPanelElement(found)
  },
  findWhere: async (search, ...args) => {
    const call = `(${search})(...${JSON.stringify(args)})`
    const found = (await frame.waitForFunction(call, { polling: 50, ...LIMIT })).asElement()
    if (found === null) throw new Error('The panel has no such element.')
    return toPanelElement(found as ElementHandle<Element>)
  },
  isShown: async (role, name) => (await frame.$(query(role, name))) !== null,
  press: (role, name) => frame.locator(query(role, name)).setTimeout(LIMIT.timeout).click(),
  fill: async (role, name, text) => {
    await frame.locator(query(role, name)).setTimeout(LIMIT.timeout).fill(text)
    // With nothing to type Puppeteer empties the field without a word to the page.
    if (text === '')
      await frame.$eval(query(role, name), field =>
        field.dispatchEvent(new Event('input', { bubbles: true })),
      )
  },
})
