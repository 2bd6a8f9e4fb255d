import type { Theme } from '../../lib/state/panel-state'

type OnTheme = (name: string) => void

/** How each browser tells of another theme; neither is in the types. */
interface ThemeChanges {
  /** Chrome's. */
  setThemeChangeHandler?(handler: OnTheme): void
  /** Firefox's. */
  onThemeChanged?: { addListener(handler: OnTheme): void }
}

const themeOf = (name: string): Theme => (name === 'dark' ? 'dark' : 'light')

/** The theme that DevTools shows now. */
export const currentTheme = (): Theme => themeOf(browser.devtools.panels.themeName)

/** Calls whenever DevTools changes its theme. */
export const watchTheme = (onTheme: (theme: Theme) => void): void => {
  const panels: ThemeChanges = browser.devtools.panels
  const handler: OnTheme = name => onTheme(themeOf(name))
  panels.setThemeChangeHandler?.(handler)
  panels.onThemeChanged?.addListener(handler)
}
