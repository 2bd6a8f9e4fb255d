import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Session } from '../session/types'
import { type FaultGroup, groupFaults } from '../views/fault-groups'
import type { CaptureFault } from '../wire/records'
import type { Tick } from './tick'

/** Faults of the capture itself: something may be missing, so they are said, and can be put away. */
export interface FaultsState {
  /** Faults since the notice was last dismissed, repeats counted. */
  groups: ReadonlySignal<readonly FaultGroup[]>
  dismiss(): void
}

export const createFaultsState = (session: Session, tick: Tick): FaultsState => {
  const dismissed = signal<CaptureFault | undefined>(undefined)
  return {
    groups: computed(() => {
      tick.revision.value
      const { faults } = session
      return groupFaults(faults.slice(dismissed.value ? faults.lastIndexOf(dismissed.value) + 1 : 0))
    }),
    dismiss() {
      dismissed.value = session.faults.at(-1)
    },
  }
}
