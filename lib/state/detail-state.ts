import { type ReadonlySignal, signal } from '@preact/signals'
import type { ViewStore } from '../settings/view-store'

export type DetailTab = 'events' | 'message' | 'timing' | 'raw' | 'request' | 'findings'

/** Tabs in the order they stand. */
export const DETAIL_TABS: readonly DetailTab[] = ['events', 'message', 'timing', 'raw', 'request', 'findings']

export interface DetailState {
  tab: ReadonlySignal<DetailTab>
  setTab(tab: DetailTab): void
  /** Moves by so many tabs, round the ends. */
  stepTab(by: number): void
}

/** The tab that was left is the tab that comes back. */
export const createDetailState = (store: ViewStore): DetailState => {
  const tab = signal<DetailTab>(DETAIL_TABS.find(name => name === store.view.tab) ?? 'events')
  const setTab = (next: DetailTab) => {
    tab.value = next
    store.save({ tab: next })
  }
  return {
    tab,
    setTab,
    stepTab(by) {
      const at = DETAIL_TABS.indexOf(tab.value) + by + DETAIL_TABS.length
      setTab(DETAIL_TABS[at % DETAIL_TABS.length] ?? 'events')
    },
  }
}
