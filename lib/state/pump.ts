import type { Milliseconds } from '../wire/units'
import { coalesce, type Schedule } from './schedule'

/** Does long work in slices, one a frame, so that the panel stays responsive. */
export interface Pump {
  /** Works one slice now and schedules the rest. */
  run(): void
  stop(): void
}

interface PumpOptions {
  /** Does a small step; false once there is nothing left to do for now. */
  step: () => boolean
  /** Called after each slice that changed something. */
  onProgress: () => void
  schedule: Schedule
  now: () => Milliseconds
}

const SLICE: Milliseconds = 8

export const createPump = ({ step, onProgress, schedule, now }: PumpOptions): Pump => {
  const next = coalesce(schedule, () => run())
  const run = () => {
    const until = now() + SLICE
    let more = step()
    while (more && now() < until) more = step()
    onProgress()
    if (more) next.request()
    else next.cancel()
  }
  return { run, stop: next.cancel }
}
