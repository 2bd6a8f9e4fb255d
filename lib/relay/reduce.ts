import type { CaptureFault, CaptureRecord, ChunksReceived, DropReason, RecordsDropped } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'

/** What stands for a run of which nothing else is left. */
export const toDrop = (run: ChunksReceived, reason: DropReason): RecordsDropped => {
  const { sizes, times, streamId, continues } = run
  let bytes = 0
  for (let i = 0; i < sizes.length; i++) bytes += sizes[i] ?? 0
  // The rest of a large chunk is no further chunk.
  const chunks = sizes.length - (continues ? 1 : 0)
  const at = times[times.length - 1] ?? 0
  return { kind: 'records-dropped', streamId, at, reason, chunks, bytes }
}

/** The request with its text left out; its length still tells how much there was. */
export const withoutText = (record: CaptureRecord): CaptureRecord =>
  record.kind === 'stream-opened' && record.body.kind === 'text'
    ? { ...record, body: { ...record.body, text: '' } }
    : record

/** What stands for whole streams. */
export const streamsForgotten = (streams: number, at: EpochMilliseconds): CaptureFault => ({
  kind: 'capture-fault',
  streamId: null,
  at,
  where: 'relay',
  message: `The limit of the document was reached: its ${streams} oldest ended streams were dropped.`,
})
