import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Session } from '../session/types'
import type { CaptureFault } from '../wire/records'
import type { Tick } from './tick'

/** Faults of the capture itself: something may be missing, so they are said, and can be put away. */
export interface FaultsState {
  /** Faults since the notice was last dismissed. */
  count: ReadonlySignal<number>
  /** The latest of them. */
  latest: ReadonlySignal<readonly CaptureFault[]>
  dismiss(): void
}

const SHOWN = 20

export const createFaultsState = (session: Session, tick: Tick): FaultsState => {
  const dismissed = signal<CaptureFault | undefined>(undefined)
  const fresh = computed(() => {
    tick.revision.value
    const { faults } = session
    return faults.length - (dismissed.value ? faults.lastIndexOf(dismissed.value) + 1 : 0)
  })
  return {
    count: fresh,
    latest: computed(() => (fresh.value > 0 ? session.faults.slice(-Math.min(fresh.value, SHOWN)) : [])),
    dismiss() {
      dismissed.value = session.faults.at(-1)
    },
  }
}
