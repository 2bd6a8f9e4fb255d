import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type Completion, completeFilter, type Suggestion } from '../views/filter-completion'
import { createSeenWords } from '../views/seen-words'
import type { ByteCount, Milliseconds } from '../wire/units'
import type { FilterState } from './filter-state'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'

/** What the filter's box offers while one writes in it. */
export interface CompletionState {
  /** Empty where the list is closed. */
  suggestions: ReadonlySignal<readonly Suggestion[]>
  /** The chosen one; -1 where none is. */
  active: ReadonlySignal<number>
  /** Offers what fits the word at the caret, as the stream is known by then. */
  open(caret: number): void
  close(): void
  /** Goes round by so many. */
  move(by: number): void
  /** Writes a suggestion in the place of the word; gives the caret's place behind it, null where there is none. */
  accept(index: number): number | null
  dispose(): void
}

/** Bytes looked at before the clock is asked. */
const STEP: ByteCount = 64 * 1024
const NOTHING: Completion = { at: 0, end: 0, suggestions: [] }

export const createCompletionState = (
  streams: StreamsState,
  filter: FilterState,
  schedule: Schedule,
  now: () => Milliseconds,
): CompletionState => {
  const caret = signal<number | null>(null)
  const active = signal(-1)
  const progress = signal(0)
  const words = computed(() => {
    streams.currentReadings.value
    return streams.current.value && createSeenWords(streams.current.value)
  })
  const pump = createPump({
    step: () => words.value?.scan(STEP) ?? false,
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  // Streams are looked at only while somebody writes.
  const stop = effect(() => {
    words.value
    if (caret.value === null) pump.stop()
    else untracked(pump.run)
  })
  const completion = computed(() => {
    progress.value
    if (caret.value === null || !words.value) return NOTHING
    return completeFilter(filter.text.value, caret.value, words.value)
  })
  const suggestions = computed(() => completion.value.suggestions)
  const close = () => {
    caret.value = null
    active.value = -1
  }
  return {
    suggestions,
    active: computed(() => Math.min(active.value, suggestions.value.length - 1)),
    open(at) {
      caret.value = at
      active.value = -1
    },
    close,
    move(by) {
      const { length } = suggestions.value
      // One place more: none of them, back in the box.
      active.value = ((active.value + 1 + by + length + 1) % (length + 1)) - 1
    },
    accept(index) {
      const { at, end } = completion.value
      const chosen = suggestions.value[index]
      if (!chosen) return null
      const text = filter.text.value
      filter.set(text.slice(0, at) + chosen.text + text.slice(end))
      const behind = at + chosen.text.length
      // A key alone asks for what follows it.
      if (/[:>.]$/.test(chosen.text)) {
        caret.value = behind
        active.value = -1
      } else close()
      return behind
    },
    dispose() {
      stop()
      pump.stop()
    },
  }
}
