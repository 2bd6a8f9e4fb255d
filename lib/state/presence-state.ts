import { type ReadonlySignal, signal } from '@preact/signals'
import type { Presence, PresenceWatch } from '../transport/presence'

export type { Absence, Presence } from '../transport/presence'

/** Whether the page in the tab is there to be recorded. */
export interface PresenceState {
  presence: ReadonlySignal<Presence>
  dispose(): void
}

/** Where nobody watches, nothing is known to be missing. */
export type PresenceSource = Pick<PresenceWatch, 'presence' | 'subscribe'>

export const createPresenceState = (source: PresenceSource): PresenceState => {
  const presence = signal(source.presence)
  return {
    presence,
    dispose: source.subscribe(() => {
      presence.value = source.presence
    }),
  }
}
