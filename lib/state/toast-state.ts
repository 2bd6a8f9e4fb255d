import { type ReadonlySignal, signal } from '@preact/signals'

/** A short word on what was just done. */
export interface ToastState {
  /** `number` tells one from the next that says the same. */
  shown: ReadonlySignal<{ text: string; number: number } | null>
  say(text: string): void
  dismiss(): void
}

export const createToastState = (): ToastState => {
  const shown = signal<{ text: string; number: number } | null>(null)
  let number = 0
  return {
    shown,
    say(text) {
      shown.value = { text, number: ++number }
    },
    dismiss() {
      shown.value = null
    },
  }
}
