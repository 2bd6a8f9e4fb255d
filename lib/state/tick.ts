import { type ReadonlySignal, signal } from '@preact/signals'
import type { Session } from '../session/types'
import { coalesce, type Schedule } from './schedule'

/** The session's changes as one signal that moves at most once per scheduled run. */
export interface Tick {
  revision: ReadonlySignal<number>
  /** Moves on without a change of the session, for what depends on the clock. */
  bump(): void
  /** Moves on with the next scheduled run: there was more to do than one run takes. */
  later(): void
  dispose(): void
}

export const createTick = (session: Session, schedule: Schedule): Tick => {
  const revision = signal(0)
  const bump = () => {
    revision.value++
  }
  const frame = coalesce(schedule, bump)
  const unsubscribe = session.subscribe(frame.request)
  return {
    revision,
    bump,
    later: frame.request,
    dispose() {
      unsubscribe()
      frame.cancel()
    },
  }
}
