import type { BrowserKind } from './find-browser.mjs'

export const BROWSERS: readonly BrowserKind[]
export function ensureBrowsers(kinds: readonly BrowserKind[]): void
