import type { CaptureFault, CaptureRecord } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'

/** Why a record could not be taken in. Stands as `message` of a fault whose `where` is `session`. */
export type RefusalCode =
  | 'unknown-document'
  | 'unknown-stream'
  | 'duplicate-stream'
  | 'duplicate-response'
  | 'malformed-record'
  | 'stream-ended'

export interface FaultRecorder {
  readonly faults: readonly CaptureFault[]
  push(fault: CaptureFault): void
  refuse(record: CaptureRecord, code: RefusalCode): void
  clear(): void
}

/** The first so many are kept. */
const KEPT = 1000

export function createFaultLog(): FaultRecorder {
  const faults: CaptureFault[] = []

  function push(fault: CaptureFault): void {
    if (faults.length < KEPT) faults.push(fault)
  }

  return {
    faults,
    push,
    refuse(record, code) {
      const { streamId } = record
      push({ kind: 'capture-fault', streamId, at: timeOf(record), where: 'session', message: code })
    },
    clear() {
      faults.length = 0
    },
  }
}

function timeOf(record: CaptureRecord): EpochMilliseconds {
  return record.kind === 'chunks-received' ? (record.times[0] ?? 0) : record.at
}
