import { withoutBytes } from '../wire/guards'
import type { NumberedRecord } from '../wire/messages'
import type { CaptureRecord, ChunksReceived, DropReason } from '../wire/records'
import type { ByteCount, EpochMilliseconds, SequenceNumber, StreamId } from '../wire/units'
import { createEntries, type Entry } from './entries'
import { sizeOf } from './record-size'
import { streamsForgotten, toDrop, withoutText } from './reduce'

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
  /** Of the chunks so far only their number and size are left. */
  dropChunks(reason: DropReason): void
  /** Nothing is left of what stands before `before`; streams that began there are passed over from now on. */
  forget(before: SequenceNumber): void
}

/** A stream of which the log has records. */
interface Kept {
  opened: SequenceNumber
  last: SequenceNumber
  hasEnded: boolean
  /** What its records take, chunks aside. */
  metadata: ByteCount
  /** The record that tells of its dropped chunks. */
  drop: Entry | null
}

const NEW_STREAM: Kept = { opened: 0, last: 0, hasEnded: false, metadata: 0, drop: null }
const NO_STREAM: StreamId = -1
const BATCH_MOST = 1_000
/** Chunks have at least the other half, however many streams there were. */
const METADATA_SHARE = 0.5
/** Streams are dropped many at a time, as each time goes over all records; and not again before there is so much more. */
const METADATA_LEFT = 0.75
const METADATA_STEP = 0.0625

/**
 * When the log is over its limit, the bytes of the oldest chunks go first and their times and sizes stay; then the
 * oldest chunk runs become `records-dropped` records, one for neighbours of a stream. Where the requests and responses
 * alone take half the limit, request texts go, oldest first, and then whole streams that have ended, with a record that
 * tells how many.
 */
export const createRelayLog = (initialLimit: ByteCount): RelayLog => {
  const entries = createEntries()
  const streams = new Map<StreamId, Kept>()
  /** Running streams whose beginning was forgotten. */
  const passedOver = new Set<StreamId>()
  let limit = initialLimit
  let size = 0
  let metadata = 0
  /** Nothing more could be dropped up to here. */
  let crowded = 0
  let delivered: SequenceNumber = 0
  let forgotten: { entry: Entry; streams: number } | null = null

  const count = (record: CaptureRecord, sign: 1 | -1) => {
    const bytes = sign * sizeOf(record)
    size += bytes
    if (record.kind === 'chunks-received') return
    metadata += bytes
    const kept = record.streamId === null ? undefined : streams.get(record.streamId)
    if (kept) kept.metadata += bytes
  }

  const replace = (entry: Entry, record: CaptureRecord) => {
    if (entry.record) count(entry.record, -1)
    entry.record = record
    count(record, 1)
  }

  const remove = (entry: Entry) => {
    if (entry.record) count(entry.record, -1)
    entries.remove(entry)
  }

  const isSameSide = (a: Entry, b: Entry) => a.sequence < delivered === b.sequence < delivered

  const dropRun = (entry: Entry, run: ChunksReceived, reason: DropReason) => {
    const drop = toDrop(run, reason)
    const kept = streams.get(run.streamId)
    const before = kept?.drop ?? null
    const earlier = before?.record
    if (kept) kept.drop = entry
    if (!before || earlier?.kind !== 'records-dropped') return replace(entry, drop)
    if (earlier.reason !== reason || !isSameSide(before, entry)) return replace(entry, drop)
    remove(before)
    replace(entry, { ...drop, chunks: drop.chunks + earlier.chunks, bytes: drop.bytes + earlier.bytes })
  }

  /** Ended streams, oldest first, that a recorder has wholly or lacks wholly. */
  const pickEnded = (isDelivered: boolean): Set<StreamId> => {
    const picked = new Set<StreamId>()
    let left = metadata
    for (const [id, kept] of streams) {
      if (left <= limit * METADATA_SHARE * METADATA_LEFT) break
      if (!kept.hasEnded || kept.opened < delivered !== isDelivered || kept.last < delivered !== isDelivered)
        continue
      picked.add(id)
      left -= kept.metadata
    }
    return picked
  }

  const dropStreams = (picked: ReadonlySet<StreamId>) => {
    let place: Entry | null = null
    let at = 0
    for (const entry of entries.all) {
      const { record } = entry
      if (!record || record.streamId === null || !picked.has(record.streamId)) continue
      if (place) remove(place)
      place = entry
      if (record.kind !== 'chunks-received') at = record.at
    }
    if (place) tellForgotten(place, picked.size, at)
    for (const id of picked) streams.delete(id)
  }

  const tellForgotten = (place: Entry, more: number, at: EpochMilliseconds) => {
    const earlier = forgotten?.entry.record && isSameSide(forgotten.entry, place) ? forgotten : null
    if (earlier) remove(earlier.entry)
    forgotten = { entry: place, streams: more + (earlier?.streams ?? 0) }
    replace(place, streamsForgotten(forgotten.streams, at))
  }

  const bytesCursor = entries.createCursor(entry => {
    if (entry.record?.kind === 'chunks-received') replace(entry, withoutBytes(entry.record))
  })
  const runsCursor = entries.createCursor(entry => {
    if (entry.record?.kind === 'chunks-received') dropRun(entry, entry.record, 'document-limit')
  })
  const textsCursor = entries.createCursor(entry => {
    if (entry.record?.kind === 'stream-opened') replace(entry, withoutText(entry.record))
  })

  const trimMetadata = () => {
    if (metadata <= Math.max(crowded, limit * METADATA_SHARE)) return
    textsCursor.advance(() => metadata > limit * METADATA_SHARE)
    for (const isDelivered of [true, false])
      if (metadata > limit * METADATA_SHARE) dropStreams(pickEnded(isDelivered))
    crowded = metadata + limit * METADATA_STEP
  }

  const trim = () => {
    trimMetadata()
    bytesCursor.advance(() => size > limit)
    runsCursor.advance(() => size > limit)
  }

  /** Keeps account of a record's stream; false where the stream is passed over. */
  const follow = ({ kind, streamId }: CaptureRecord): boolean => {
    if (streamId === null || kind === 'capture-fault') return true
    if (passedOver.has(streamId)) {
      if (kind === 'stream-closed') passedOver.delete(streamId)
      return false
    }
    // What is left of a stream that is gone is of no use.
    if (kind === 'page-error' && !streams.has(streamId)) return false
    const kept = streams.get(streamId) ?? { ...NEW_STREAM, opened: entries.end }
    streams.set(streamId, kept)
    kept.last = entries.end
    kept.hasEnded ||= kind === 'stream-closed'
    return true
  }

  return {
    append: record => {
      if (!follow(record)) return
      entries.add(record)
      count(record, 1)
      trim()
    },
    get end() {
      return entries.end
    },
    get size() {
      return size
    },
    read: (next, most) => {
      const batch: NumberedRecord[] = []
      let bytes = 0
      for (const numbered of entries.from(next)) {
        bytes += sizeOf(numbered.record)
        if (batch.length === BATCH_MOST || (batch.length > 0 && bytes > most)) break
        batch.push(numbered)
      }
      return batch
    },
    markDelivered: next => {
      delivered = Math.max(delivered, next)
    },
    setLimit: next => {
      limit = next
      crowded = 0
      trim()
    },
    dropChunks: reason => {
      for (const entry of entries.all)
        if (entry.record?.kind === 'chunks-received') dropRun(entry, entry.record, reason)
    },
    forget: before => {
      const gone = new Set<StreamId>()
      for (const [id, { opened, hasEnded }] of streams) {
        if (opened >= before) continue
        gone.add(id)
        if (!hasEnded) passedOver.add(id)
      }
      for (const entry of entries.all)
        if (entry.sequence < before || gone.has(entry.record?.streamId ?? NO_STREAM)) remove(entry)
      for (const id of gone) streams.delete(id)
    },
  }
}
