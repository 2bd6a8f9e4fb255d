import { type PanelView, readPanelView } from './panel-view'
import type { SettingsStorage } from './store'

/** How the panel was left, and what remembers it for the next one. Each panel goes its own way meanwhile. */
export interface ViewStore {
  readonly view: PanelView
  /** Stores these and leaves the others as they were last stored here. */
  save(changes: Partial<PanelView>): void
}

/** Apart from the settings: every document listens to those. */
const KEY = 'panelView'

/** Gives the store when the view is known. What cannot be read leaves the defaults; what cannot be stored is forgotten. */
export const openViewStore = async ({ local }: Pick<SettingsStorage, 'local'>): Promise<ViewStore> => {
  const stored = await local.get([KEY]).catch((): Record<string, unknown> => ({}))
  let view = readPanelView(stored[KEY])
  let isStoring = false
  let isStored = true

  /** One at a time: a width that is dragged changes often. */
  const write = async () => {
    if (isStoring || isStored) return
    isStoring = true
    isStored = true
    await local.set({ [KEY]: view }).catch(() => {})
    isStoring = false
    await write()
  }
  return {
    get view() {
      return view
    },
    save(changes) {
      view = { ...view, ...changes }
      isStored = false
      write()
    },
  }
}

/** Remembers nothing beyond the panel. */
export const forgetfulViewStore = (): ViewStore => {
  let view = readPanelView(null)
  return {
    get view() {
      return view
    },
    save(changes) {
      view = { ...view, ...changes }
    },
  }
}
