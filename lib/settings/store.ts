import { readSettings, SETTING_NAMES } from './settings'
import type { SettingName, SettingProblem, Settings } from './types'

/** As much of `browser.storage` as is used. */
export interface SettingsStorage {
  readonly local: {
    get(keys: string[]): Promise<Record<string, unknown>>
    set(items: Record<string, unknown>): Promise<void>
  }
  readonly onChanged: {
    addListener(listener: (changes: Record<string, unknown>, area: string) => void): void
    removeListener(listener: (changes: Record<string, unknown>, area: string) => void): void
  }
}

/** The settings as they are stored, kept up to date. */
export interface SettingsStore {
  readonly settings: Settings
  readonly problems: readonly SettingProblem[]
  /** Called with every change, whoever made it; returns its undo. */
  subscribe(listener: (settings: Settings) => void): () => void
  /** Stores these and leaves the others as they are. Rejected where the browser refuses. */
  save(changes: Partial<Settings>): Promise<void>
  /** Stores what holds in the place of what could not be used, so that this is told once. */
  repair(): Promise<void>
  dispose(): void
}

/** Gives the store when the settings are known. What cannot be read at all leaves the defaults. */
export const openSettings = async ({ local, onChanged }: SettingsStorage): Promise<SettingsStore> => {
  const listeners = new Set<(settings: Settings) => void>()
  let current = readSettings({})

  const load = async () => {
    current = readSettings(await local.get([...SETTING_NAMES]))
  }
  const tell = () => {
    for (const listener of listeners) listener(current.settings)
  }
  const onChange = (changes: Record<string, unknown>, area: string) => {
    if (area !== 'local' || !SETTING_NAMES.some(name => Object.hasOwn(changes, name))) return
    load().then(tell, () => {})
  }

  onChanged.addListener(onChange)
  await load().catch(() => {})
  return {
    get settings() {
      return current.settings
    },
    get problems() {
      return current.problems
    },
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    save: changes => local.set({ ...changes }),
    repair: () =>
      local.set(
        valuesOf(
          current.settings,
          current.problems.map(({ setting }) => setting),
        ),
      ),
    dispose: () => onChanged.removeListener(onChange),
  }
}

const valuesOf = (settings: Settings, names: readonly SettingName[]): Partial<Settings> =>
  Object.fromEntries(names.map(name => [name, settings[name]]))
