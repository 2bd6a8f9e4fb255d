import type { StreamId } from '../wire/units'
import { describeError } from './describe-error'
import { now } from './natives'
import type { Outbox } from './outbox'

/** Keeps a fault of ours from the page and makes a record of it. */
export interface Guard {
  run(where: string, streamId: StreamId | null, observe: () => void): void
  report(where: string, streamId: StreamId | null, error: unknown): void
}

const MOST_FAULTS = 100

/** What a hook throws to give up where nothing is wrong, or where it has been told already. */
export const GIVE_UP: unknown = {}

/** Reports at most 100 faults of a document: one that comes with every chunk is known by then. */
export const createGuard = (outbox: Outbox): Guard => {
  let faults = 0
  const report: Guard['report'] = (where, streamId, error) => {
    if (error === GIVE_UP || ++faults > MOST_FAULTS) return
    try {
      outbox.add({
        kind: 'capture-fault',
        streamId: streamId || null,
        at: now(),
        where,
        message: describeError(error),
      })
    } catch {
      // Nothing is left to tell it to.
    }
  }
  return {
    report,
    run: (where, streamId, observe) => {
      try {
        observe()
      } catch (error) {
        report(where, streamId, error)
      }
    },
  }
}
