import { type ReadonlySignal, signal } from '@preact/signals'

/** The sheet of keys. */
export interface HelpState {
  isOpen: ReadonlySignal<boolean>
  open(): void
  close(): void
}

export const createHelpState = (): HelpState => {
  const isOpen = signal(false)
  return {
    isOpen,
    open() {
      isOpen.value = true
    },
    close() {
      isOpen.value = false
    },
  }
}
