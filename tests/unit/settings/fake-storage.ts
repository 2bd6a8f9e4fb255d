import type { SettingsStorage } from '../../../lib/settings/store'

type Listener = (changes: Record<string, unknown>, area: string) => void

/** Storage in memory; changes are told as a browser does, after they are made. */
export const fakeStorage = (items: Record<string, unknown> = {}) => {
  const listeners = new Set<Listener>()
  const tell = (changes: Record<string, unknown>, area = 'local') => {
    for (const listener of listeners) listener(changes, area)
  }
  const storage: SettingsStorage = {
    local: {
      get: async keys => Object.fromEntries(keys.filter(key => key in items).map(key => [key, items[key]])),
      set: async changes => {
        Object.assign(items, changes)
        tell(changes)
      },
    },
    onChanged: {
      addListener: listener => listeners.add(listener),
      removeListener: listener => listeners.delete(listener),
    },
  }
  return { storage, items, tell, listeners }
}
