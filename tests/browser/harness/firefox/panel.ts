import { writeFile } from 'node:fs/promises'
import type { Page } from 'puppeteer-core'
import type {
  DevToolsWindow,
  Keys,
  PanelControls,
  PanelElement,
  PanelFrame,
  PanelHandle,
  PanelOptions,
  TestBrowser,
} from '../types.ts'
import type { Driver } from './driver.ts'

type Ask = (kind: string, question?: object) => Promise<unknown>

const isOpened = (value: unknown): value is { number: number; errors: number } =>
  typeof value === 'object' && value !== null && 'number' in value && 'errors' in value

/** A script as a function. */
const toSource = (script: unknown): string => (typeof script === 'string' ? `() => (${script})` : `${script}`)

interface Mouse {
  click(element: unknown): Promise<void>
  doubleClick(element: unknown): Promise<void>
  drag(element: unknown, by: { x: number; y: number }): Promise<void>
  hold(element: unknown, meanwhile: () => Promise<void>): Promise<void>
}

const parse = (text: unknown) => (typeof text === 'string' ? JSON.parse(text) : undefined)

const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))

const toFrame = (ask: Ask, mouse: Mouse): PanelFrame => {
  const evaluate = async (script: unknown, ...args: unknown[]) =>
    parse(await ask('evaluate', { source: toSource(script), args }))
  const find = (selector: string) =>
    ask('findWhere', { source: 'selector => document.querySelector(selector)', args: [selector] })
  return {
    evaluate,
    waitForFunction: async (script, { polling = 50, timeout = 30_000 } = {}, ...args) => {
      const deadline = performance.now() + timeout
      while (!(await evaluate(script, ...args))) {
        if (performance.now() > deadline) throw new Error(`Not so within ${timeout} ms: ${script}`)
        await pause(polling)
      }
    },
    $$eval: (selector, read) =>
      evaluate(`(${read})([...document.querySelectorAll(${JSON.stringify(selector)})])`),
    click: async selector => mouse.click(await find(selector)),
    doubleClick: async selector => mouse.doubleClick(await find(selector)),
    drag: async (selector, by) => mouse.drag(await find(selector), by),
    hold: async (selector, meanwhile) => mouse.hold(await find(selector), meanwhile),
  }
}

/** Runs in the panel: sets the text as a user's input would. */
const replaceText = (element: Element, text: string) => {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement))
    throw new Error('Not a field for text.')
  element.focus()
  element.value = text
  element.dispatchEvent(new Event('input', { bubbles: true }))
}

const toControls = (ask: Ask, click: (element: unknown) => Promise<void>): PanelControls => {
  const toElement = (element: unknown): PanelElement => ({
    evaluate: async read => parse(await ask('evaluate', { source: `${read}`, args: [], element })),
    click: () => click(element),
  })
  return {
    find: async (role, name) => toElement(await ask('find', { role, name })),
    findWhere: async (search, ...args) => toElement(await ask('findWhere', { source: `${search}`, args })),
    isShown: async (role, name) => (await ask('isShown', { role, name })) === true,
    press: async (role, name) => click(await ask('find', { role, name })),
    fill: async (role, name, text) => {
      const element = await ask('find', { role, name })
      await ask('evaluate', { source: `${replaceText}`, args: [text], element })
    },
  }
}

const toKeyboard = (send: (type: string, key: string) => Promise<unknown>): Keys => {
  const press = async (key: string) => {
    await send('keydown', key)
    await send('keyup', key)
  }
  return {
    down: async key => void (await send('keydown', key)),
    up: async key => void (await send('keyup', key)),
    press,
    type: async text => {
      for (const character of text) await press(character)
    },
  }
}

/** Opens DevTools on the tab and shows Streamtap's panel there. */
export async function openFirefoxPanel(
  browser: TestBrowser,
  driver: Driver,
  page: Page,
  { dock = 'right', title = 'Streamtap', language = null, keepsView = false }: PanelOptions = {},
): Promise<PanelHandle> {
  await page.bringToFront()
  const opened = await driver.call('openPanel', title, dock, language)
  if (!isOpened(opened)) throw new Error('DevTools did not open.')
  const { number } = opened
  const errors: string[] = []
  const ask: Ask = async (kind, question = {}) => {
    const answer = await driver.call('ask', number, { kind, ...question })
    const found = await driver.call('errors', opened.errors + errors.length)
    if (Array.isArray(found)) errors.push(...found.map(String))
    return answer
  }
  const mouse: Mouse = {
    click: async element => void (await driver.call('click', number, element, 1)),
    doubleClick: async element => void (await driver.call('click', number, element, 2)),
    drag: async (element, { x, y }) => void (await driver.call('drag', number, element, x, y)),
    hold: async (element, meanwhile) => {
      await driver.call('press', number, element)
      await meanwhile()
      await driver.call('release')
    },
  }
  const devtools: DevToolsWindow = {
    keyboard: toKeyboard((type, key) => driver.call('key', number, type, key)),
    setViewport: async ({ width, height }) => void (await driver.call('resize', number, width, height)),
  }
  const frame = toFrame(ask, mouse)
  // Only then has the recorder shared its objects.
  await frame.waitForFunction(() => globalThis.streamtap?.session !== undefined)
  return {
    browser,
    page,
    devtools,
    frame,
    controls: toControls(ask, mouse.click),
    errors,
    dock: async side => {
      await driver.call('dock', number, side)
      await frame.waitForFunction(() => globalThis.streamtap?.session !== undefined)
    },
    setTheme: async theme => void (await driver.call('setTheme', theme)),
    screenshot: async path => {
      const image = await driver.call('screenshot', number)
      await writeFile(path, Buffer.from(String(image), 'base64'))
    },
    closeDevTools: async () => void (await driver.call('closeDevTools', number)),
    close: async () => {
      if (!keepsView) await frame.evaluate(`browser.storage.local.remove('panelView')`).catch(() => {})
      await driver.call('closeDevTools', number).catch(() => {})
      await page.close().catch(() => {})
    },
  }
}
