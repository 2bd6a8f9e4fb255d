import { type ReadonlySignal, signal } from '@preact/signals'
import { MOST_FILTERS } from '../settings/settings'
import type { SettingsStore } from '../settings/store'
import { parseFilter } from '../views/filter-parser'
import type { Filter, FilterError } from '../views/filter-types'

/** What is asked of the events, as it is written and as it is understood. */
export interface FilterState {
  text: ReadonlySignal<string>
  /** Why the text cannot be read; the filter before it stays in force. */
  error: ReadonlySignal<FilterError | null>
  /** The filter in force; null where everything is shown. */
  applied: ReadonlySignal<Filter | null>
  /** Expressions kept for later, newest last. */
  saved: ReadonlySignal<readonly string[]>
  set(text: string): void
  /** Keeps the expression in the box, where it can be read. */
  save(): void
  forget(expression: string): void
  dispose(): void
}

export const createFilterState = (store: SettingsStore): FilterState => {
  const text = signal('')
  const error = signal<FilterError | null>(null)
  const applied = signal<Filter | null>(null)
  const saved = signal(store.settings.savedFilters)
  const undo = store.subscribe(settings => {
    saved.value = settings.savedFilters
  })
  const setSaved = (list: readonly string[]) => {
    saved.value = list
    // Where the browser refuses, they are there for now and not remembered.
    store.save({ savedFilters: list }).catch(() => {})
  }
  return {
    text,
    error,
    applied,
    saved,
    set(next) {
      const read = parseFilter(next)
      text.value = next
      error.value = read.error
      if (read.error === null) applied.value = read.filter
    },
    save() {
      const expression = text.value.trim()
      if (expression === '' || error.value) return
      setSaved([...saved.value.filter(each => each !== expression), expression].slice(-MOST_FILTERS))
    },
    forget: expression => setSaved(saved.value.filter(each => each !== expression)),
    dispose: undo,
  }
}
