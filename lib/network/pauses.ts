import type { EpochMilliseconds } from '../wire/units'

/** When recording was off. What happened then is not taken in later, though DevTools still lists it. */
export interface Pauses {
  readonly isOff: boolean
  set(isRecording: boolean, at: EpochMilliseconds): void
  isRecorded(at: EpochMilliseconds): boolean
  /** Whether recording was off at any time in [from, to]. */
  touch(from: EpochMilliseconds, to: EpochMilliseconds): boolean
}

export const createPauses = (): Pauses => {
  const pauses: { from: EpochMilliseconds; to: EpochMilliseconds }[] = []
  const isOff = () => pauses.at(-1)?.to === Number.POSITIVE_INFINITY
  const touch = (from: EpochMilliseconds, to: EpochMilliseconds) =>
    pauses.some(pause => pause.from <= to && from <= pause.to)
  return {
    get isOff() {
      return isOff()
    },
    set(isRecording, at) {
      const last = pauses.at(-1)
      if (last && isRecording && isOff()) last.to = at
      if (!isRecording && !isOff()) pauses.push({ from: at, to: Number.POSITIVE_INFINITY })
    },
    isRecorded: at => !touch(at, at),
    touch,
  }
}
