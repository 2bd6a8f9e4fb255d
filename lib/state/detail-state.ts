import { type ReadonlySignal, signal } from '@preact/signals'

export type DetailTab = 'events' | 'message' | 'raw' | 'request' | 'findings'

/** Tabs in the order they stand. */
export const DETAIL_TABS: readonly DetailTab[] = ['events', 'message', 'raw', 'request', 'findings']

export interface DetailState {
  tab: ReadonlySignal<DetailTab>
  setTab(tab: DetailTab): void
  /** Moves by so many tabs, round the ends. */
  stepTab(by: number): void
}

export const createDetailState = (): DetailState => {
  const tab = signal<DetailTab>('events')
  return {
    tab,
    setTab(next) {
      tab.value = next
    },
    stepTab(by) {
      const at = DETAIL_TABS.indexOf(tab.value) + by + DETAIL_TABS.length
      tab.value = DETAIL_TABS[at % DETAIL_TABS.length] ?? 'events'
    },
  }
}
