import type { NumberedRecord } from '../wire/messages'
import type { SequenceNumber } from '../wire/units'
import type { RelayLog } from './log'

/** Gives one recorder the records it lacks, a few messages ahead of its acknowledgements and no more. */
export interface Replay {
  start(next: SequenceNumber): void
  acknowledge(next: SequenceNumber): void
  /** Sends what there is, as far as the window allows. */
  pump(): void
  /** Sends a message without records, for what else it tells. */
  announce(): void
}

/** Larger messages hold up the page's thread; smaller ones cost more each. */
const MESSAGE_BYTES = 256 * 1024
const MESSAGES_AHEAD = 4

export const createReplay = (log: RelayLog, send: (records: readonly NumberedRecord[]) => void): Replay => {
  let next: SequenceNumber | null = null
  let ahead = 0

  const pump = () => {
    while (next !== null && ahead < MESSAGES_AHEAD && next < log.end) {
      const records = log.read(next, MESSAGE_BYTES)
      next = (records.at(-1)?.sequence ?? log.end - 1) + 1
      ahead++
      send(records)
    }
  }

  const announce = () => {
    if (next === null) return
    ahead++
    send([])
  }

  return {
    start: from => {
      next = Math.min(from, log.end)
      ahead = 0
      // Even with nothing to tell: the recorder learns which document this is.
      if (next === log.end) announce()
      pump()
    },
    acknowledge: received => {
      log.markDelivered(received)
      ahead = Math.max(0, ahead - 1)
      pump()
    },
    pump,
    announce,
  }
}
