import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** Between two looks while a stream runs that only DevTools sees in full, and has news. */
const BUSY: Milliseconds = 500
/** While nothing is known to run: workers do not announce themselves. */
const IDLE: Milliseconds = 2_500
/** The list is made anew for each look, however long it is. No more than this share of the time goes there. */
const SHARE = 1 / 20

export interface PollingOptions {
  /** Looks; whether there was anything new. */
  poll: () => Promise<boolean>
  /** Whether something runs that is worth a look soon. */
  isBusy: () => boolean
  now: () => EpochMilliseconds
  schedule: (callback: () => void, delay: Milliseconds) => () => void
}

export interface Polling {
  start(): void
  stop(): void
  /** Something happened that may have begun a stream: the next look comes soon. */
  hurry(): void
  /** The session has so many streams now. */
  notice(streams: number): void
}

export const createPolling = ({ poll, isBusy, now, schedule }: PollingOptions): Polling => {
  let isOn = false
  let isPolling = false
  let cost: Milliseconds = 0
  let quiet = 0
  let known = 0
  let cancel = () => {}

  const delay = (): Milliseconds => {
    const wanted = isBusy() ? Math.min(IDLE, BUSY * (1 + quiet)) : IDLE
    return Math.max(wanted, cost / SHARE)
  }

  const plan = (after: Milliseconds) => {
    cancel()
    cancel = isOn && !isPolling ? schedule(look, after) : () => {}
  }

  const look = async () => {
    isPolling = true
    const begun = now()
    try {
      quiet = (await poll()) ? 0 : quiet + 1
    } catch {
      // The browser has no list for us now. It will have one later, or never; nothing depends on it.
      quiet++
    }
    cost = now() - begun
    isPolling = false
    plan(delay())
  }

  const hurry = () => {
    quiet = 0
    plan(Math.max(BUSY, cost / SHARE))
  }

  return {
    start: () => {
      isOn = true
      hurry()
    },
    stop: () => {
      isOn = false
      cancel()
    },
    hurry,
    notice: streams => {
      if (streams > known) hurry()
      known = streams
    },
  }
}
