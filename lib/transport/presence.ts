import type { Milliseconds } from '../wire/units'
import type { ConnectedDocument } from './recorder'

/**
 * Why nothing is recorded in the tab. `reload`: the page was there before this extension was. `denied`: it was loaded
 * since, so the browser keeps the extension out: the user can let it in. `forbidden`: nobody can.
 */
export type Absence = 'reload' | 'denied' | 'forbidden'

/** Who is there to be recorded. */
export interface Presence {
  /** Null where the page is recorded, or not known yet. */
  absence: Absence | null
  /** The page itself is on the ignore list. */
  isIgnored: boolean
  /** Origins of documents in the tab that are on the ignore list. */
  ignoredOrigins: readonly string[]
}

export interface PresenceWatch {
  readonly presence: Presence
  /**
   * Whether what runs under that origin in the tab is on the ignore list. What does not tell its origin ('null') is
   * most likely of the page's own.
   */
  ignores(origin: string): boolean
  subscribe(listener: () => void): () => void
  /** Takes the documents that are connected now. */
  update(documents: readonly ConnectedDocument[]): void
  /** The tab shows another page. */
  navigated(): void
}

export interface PresenceOptions {
  /** The address of the page; null where extensions may not look at it. */
  findAddress: () => Promise<string | null>
  /** Calls back later; returns its undo. */
  wait: (callback: () => void, delay: Milliseconds) => () => void
}

/** A document says hello within some hundredths of a second, on a busy machine some tenths. */
const PATIENCE: Milliseconds = 2_000

export const NOTHING_KNOWN: Presence = { absence: null, isIgnored: false, ignoredOrigins: [] }

export const watchPresence = ({ findAddress, wait }: PresenceOptions): PresenceWatch => {
  const listeners = new Set<() => void>()
  let presence: Presence = NOTHING_KNOWN
  let isThere = false
  let hasNavigated = false
  let stop = () => {}

  const set = (next: Partial<Presence>) => {
    presence = { ...presence, ...next }
    for (const listener of listeners) listener()
  }
  const look = async () => {
    const address = await findAddress().catch(() => null)
    if (isThere) return
    const isOpen = address !== null && /^(https?|file):/.test(address)
    set({ absence: !isOpen ? 'forbidden' : hasNavigated ? 'denied' : 'reload' })
  }
  const expect = () => {
    stop()
    if (!isThere) stop = wait(look, PATIENCE)
  }

  expect()
  return {
    get presence() {
      return presence
    },
    ignores: origin => (origin === 'null' ? presence.isIgnored : presence.ignoredOrigins.includes(origin)),
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    update: documents => {
      const ignored = documents.filter(({ isIgnored }) => isIgnored).map(({ document }) => document.origin)
      const page = documents.find(({ document }) => document.isTopFrame)
      isThere = page !== undefined
      set({
        isIgnored: page?.isIgnored ?? false,
        ignoredOrigins: [...new Set(ignored)],
        ...(isThere ? { absence: null } : {}),
      })
      expect()
    },
    navigated: () => {
      hasNavigated = true
      if (!isThere) set({ absence: null })
      expect()
    },
  }
}
