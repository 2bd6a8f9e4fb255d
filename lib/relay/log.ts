import { withoutBytes } from '../wire/guards'
import type { NumberedRecord } from '../wire/messages'
import type { CaptureRecord, ChunksReceived, RecordsDropped } from '../wire/records'
import type { ByteCount, SequenceNumber, StreamId } from '../wire/units'

/** The numbered records of one document, bounded in bytes. */
export interface RelayLog {
  append(record: CaptureRecord): void
  /** The place of the next record to come. */
  readonly end: SequenceNumber
  /** Estimated memory of all that is kept. */
  readonly size: ByteCount
  /** Records from `next` on, oldest first, up to `most` bytes but at least one. */
  read(next: SequenceNumber, most: ByteCount): readonly NumberedRecord[]
  setLimit(limit: ByteCount): void
  /** A recorder has all before `next`: what it has and what it lacks are never merged into one record. */
  markDelivered(next: SequenceNumber): void
}

/**
 * When the log is over its limit, the bytes of the oldest chunks go first and their times and sizes stay; then the
 * oldest chunk runs become `records-dropped` records, one for neighbours of a stream. What a stream is (its request, its
 * response, its end) is never dropped.
 */
export const createRelayLog = (initialLimit: ByteCount): RelayLog => {
  /** Null where a record was merged into a later one. */
  const records: (CaptureRecord | null)[] = []
  const lastDrop = new Map<StreamId, SequenceNumber>()
  let limit = initialLimit
  let size = 0
  /** All before these places have lost their bytes, or their runs. */
  let bytesGone = 0
  let runsGone = 0
  let delivered: SequenceNumber = 0

  const replace = (index: SequenceNumber, record: CaptureRecord | null) => {
    const old = records[index]
    if (old) size -= sizeOf(old)
    if (record) size += sizeOf(record)
    records[index] = record
  }

  const dropRun = (index: SequenceNumber, run: ChunksReceived) => {
    const drop = toDrop(run)
    const before = lastDrop.get(run.streamId)
    const earlier = before === undefined ? null : records[before]
    const isMergeable = before !== undefined && before < delivered === index < delivered
    lastDrop.set(run.streamId, index)
    if (earlier?.kind !== 'records-dropped' || !isMergeable) return replace(index, drop)
    replace(before, null)
    replace(index, { ...drop, chunks: drop.chunks + earlier.chunks, bytes: drop.bytes + earlier.bytes })
  }

  const trim = () => {
    for (; size > limit && bytesGone < records.length; bytesGone++) {
      const record = records[bytesGone]
      if (record?.kind === 'chunks-received') replace(bytesGone, withoutBytes(record))
    }
    for (; size > limit && runsGone < records.length; runsGone++) {
      const record = records[runsGone]
      if (record?.kind === 'chunks-received') dropRun(runsGone, record)
    }
  }

  return {
    append: record => {
      records.push(record)
      size += sizeOf(record)
      trim()
    },
    get end() {
      return records.length
    },
    get size() {
      return size
    },
    read: (next, most) => {
      const batch: NumberedRecord[] = []
      let bytes = 0
      for (let sequence = next; sequence < records.length && batch.length < BATCH_MOST; sequence++) {
        const record = records[sequence]
        if (!record) continue
        bytes += sizeOf(record)
        if (batch.length > 0 && bytes > most) break
        batch.push({ sequence, record })
      }
      return batch
    },
    markDelivered: next => {
      delivered = Math.max(delivered, next)
    },
    setLimit: next => {
      limit = next
      trim()
    },
  }
}

const BATCH_MOST = 1_000
/** About what an object with a few fields takes. */
const RECORD_SIZE = 120

const sizeOf = (record: CaptureRecord): ByteCount => {
  switch (record.kind) {
    case 'chunks-received':
      return RECORD_SIZE + record.bytes.length + 12 * record.times.length
    case 'stream-opened':
      return RECORD_SIZE + 2 * (record.url.length + textLength(record.headers)) + bodySize(record.body)
    case 'response-received':
      return RECORD_SIZE + 2 * (record.url.length + textLength(record.headers))
    default:
      return RECORD_SIZE
  }
}

const textLength = (headers: readonly (readonly [string, string])[]): number =>
  headers.reduce((total, [name, value]) => total + name.length + value.length, 0)

const bodySize = (body: { kind: string; text?: string }): ByteCount => 2 * (body.text?.length ?? 0)

const toDrop = ({ sizes, times, streamId, continues }: ChunksReceived): RecordsDropped => {
  let bytes = 0
  for (let i = 0; i < sizes.length; i++) bytes += sizes[i] ?? 0
  // The rest of a large chunk is no further chunk.
  const chunks = sizes.length - (continues ? 1 : 0)
  const at = times[times.length - 1] ?? 0
  return { kind: 'records-dropped', streamId, at, reason: 'document-limit', chunks, bytes }
}
