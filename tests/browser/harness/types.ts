import type { Browser, EvaluateFunc, Page } from 'puppeteer-core'

export type BrowserName = 'chromium' | 'firefox'

export interface BrowserOptions {
  /** The unpacked extension. */
  outDir?: string
  withExtension?: boolean
  headless?: boolean
  /** Made, and removed on close, where none is given. */
  downloadPath?: string
  /** In CSS pixels, with the browser's own bars. */
  windowSize?: { width: number; height: number }
  /** Chromium's switches beside the usual. */
  args?: readonly string[]
  /** Whether the system prefers dark, which DevTools follows. */
  dark?: boolean
}

export interface Downloads {
  /** Runs the action and answers with the path of the file it made the browser save. */
  during(action: () => Promise<void>): Promise<string>
}

/** A running browser, whichever it is. */
export interface TestBrowser {
  name: BrowserName
  /** Its tabs and pages. */
  browser: Browser
  downloads: Downloads
  /** Opens DevTools on the tab and shows Streamtap's panel there. */
  openPanel(page: Page, options?: PanelOptions): Promise<PanelHandle>
  /** Opens DevTools on the tab, where no panel of Streamtap is shown. */
  openDevTools(page: Page): Promise<void>
  /**
   * Runs a function beside each of the extension's scripts in the tab, which it brings to the front; in Firefox beside
   * that of the page only, not of its frames.
   */
  inContentScripts<Params extends unknown[]>(
    page: Page,
    script: EvaluateFunc<Params>,
    ...args: Params
  ): Promise<void>
  /** Takes the extension out, does something, and installs it again. */
  reinstall(meanwhile: () => Promise<void>): Promise<void>
  /** Keeps the extension out of pages that are loaded from now on, or no longer. Firefox knows of single hosts alone. */
  keepOut(isOut: boolean, host: string): Promise<void>
  /** Ends the browser, whatever state it is in. Never throws; may be called again. */
  close(): Promise<void>
}

export type DockSide = 'right' | 'bottom' | 'left' | 'undocked'

export interface PanelOptions {
  dock?: DockSide
  /** The panel is as the one before was left, and the next as this one. Else each is as new. */
  keepsView?: boolean
  /** The title of the panel's tab. */
  title?: string
  /** What the panel is told that the browser speaks, a BCP 47 tag: not every browser has more than English. */
  language?: string | null
}

export interface WaitOptions {
  /** Milliseconds between two looks. */
  polling?: number
  timeout?: number
}

/** panel.html. Functions run there: they see their arguments only. */
export interface PanelFrame {
  evaluate<Params extends unknown[], Func extends EvaluateFunc<Params> = EvaluateFunc<Params>>(
    script: Func | string,
    ...args: Params
  ): Promise<Awaited<ReturnType<Func>>>
  /** Waits until the function gives something that counts as true. */
  waitForFunction<Params extends unknown[], Func extends EvaluateFunc<Params> = EvaluateFunc<Params>>(
    script: Func | string,
    options?: WaitOptions,
    ...args: Params
  ): Promise<void>
  $$eval<Result>(selector: string, read: (found: Element[]) => Result): Promise<Awaited<Result>>
  click(selector: string): Promise<void>
  /** Twice, as a user does. */
  doubleClick(selector: string): Promise<void>
  /** Takes hold of the element's middle, moves it by so many CSS pixels and lets go. */
  drag(selector: string, by: { x: number; y: number }): Promise<void>
  /** Presses the mouse on the element's middle, does something, and lets go at the same place. */
  hold(selector: string, meanwhile: () => Promise<void>): Promise<void>
}

/** An element of the panel. */
export interface PanelElement {
  evaluate<Result>(read: (element: Element) => Result): Promise<Awaited<Result>>
  /** Clicks its middle as a user does. */
  click(): Promise<void>
}

/** The panel's controls as assistive technology finds them: by role and name in the browser's own tree. */
export interface PanelControls {
  /** Waits for the element. */
  find(role: string, name: string): Promise<PanelElement>
  /** Waits until the function, which runs in the panel, gives an element. */
  findWhere<Params extends unknown[]>(
    search: (...args: Params) => Element | null | undefined,
    ...args: Params
  ): Promise<PanelElement>
  isShown(role: string, name: string): Promise<boolean>
  /** Clicks the element once it is enabled and stands still. */
  press(role: string, name: string): Promise<void>
  /** Replaces the text of a field. */
  fill(role: string, name: string, text: string): Promise<void>
}

/** Names of keys as in `KeyboardEvent.key`. */
export type Key =
  | 'Control'
  | 'Shift'
  | 'ArrowDown'
  | 'ArrowUp'
  | 'ArrowRight'
  | 'Home'
  | 'End'
  | 'Enter'
  | 'Escape'
  | 'Tab'

/** Any single character is a key too. */
export interface Keys {
  down(key: Key): Promise<void>
  up(key: Key): Promise<void>
  press(key: Key | Character): Promise<void>
  type(text: string): Promise<void>
}

export type Character = 'a' | 'e' | 'l' | 'f' | 'p' | ' ' | '[' | ']' | '/'

/** DevTools itself. */
export interface DevToolsWindow {
  keyboard: Keys
  /** How large DevTools is, where it is undocked. */
  setViewport(size: { width: number; height: number }): Promise<void>
}

/** Streamtap's panel in the DevTools of one tab. */
export interface PanelHandle {
  browser: TestBrowser
  /** The inspected tab. */
  page: Page
  devtools: DevToolsWindow
  frame: PanelFrame
  controls: PanelControls
  /** What the extension's DevTools pages did not catch, and what they wrote to the console as an error where a driver can see it. */
  errors: readonly string[]
  /** Moves DevTools to a side of the tab, or into a window of its own. */
  dock(side: DockSide): Promise<void>
  /** Gives DevTools another theme. */
  setTheme(theme: 'light' | 'dark'): Promise<void>
  screenshot(path: string): Promise<void>
  /** Closes DevTools and leaves the tab. */
  closeDevTools(): Promise<void>
  /** Closes the tab and DevTools with it. Never throws. */
  close(): Promise<void>
}
