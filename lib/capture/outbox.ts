import { BATCH_RECORDS, RUN_BYTES, RUN_CHUNKS } from '../wire/limits'
import type { CaptureRecord, ChunksReceived, Consumer } from '../wire/records'
import type { EpochMilliseconds, StreamId } from '../wire/units'
import { copyOf, createList, createRunBuffers, type RunBuffers, setElements, viewOf } from './natives'

/** Collects the records of a document in order and hands them on in batches. */
export interface Outbox {
  add(record: CaptureRecord): void
  /** Copies `bytes` at once, since their buffer is the page's. */
  addChunk(
    streamId: StreamId,
    consumer: Consumer,
    at: EpochMilliseconds,
    bytes: Uint8Array,
    size: number,
  ): void
  flush(): void
}

/** What the page got last: of which stream, and when. Kept up by the outbox. */
export interface Latest {
  /** 0 before the first chunk. */
  streamId: StreamId
  at: EpochMilliseconds
  /** Whether it has not been handed on yet: no other turn has been then but short ones. */
  isUnsent: boolean
}

export const createLatest = (): Latest => ({ streamId: 0, at: 0, isUnsent: false })

export interface OutboxOptions {
  /** Takes a batch, and copies at once what it keeps of it: buffers are filled again. */
  send: (records: readonly CaptureRecord[]) => void
  /** Calls back soon, once. */
  schedule: (callback: () => void) => void
  latest?: Latest
}

const PIECES_AT_ONCE = 16
/** A view travels with its whole buffer: what is left of it must be little. */
const NEARLY_FULL = RUN_BYTES * 0.875

/**
 * Consecutive chunks of one stream share a run: a chunk costs two numbers and one copy into buffers that are kept.
 * A chunk of more than RUN_BYTES travels in pieces.
 */
export const createOutbox = ({ send, schedule, latest = createLatest() }: OutboxOptions): Outbox => {
  let run: RunBuffers | null = null
  let pending = createList<CaptureRecord>()
  let isScheduled = false
  let count = 0
  let used = 0
  let streamOfRun: StreamId = 0
  let consumerOfRun: Consumer = 'reader'

  const wake = () => {
    if (isScheduled) return
    isScheduled = true
    schedule(onWake)
  }

  const sendPending = () => {
    if (pending.length === 0) return
    const batch = pending
    pending = createList()
    send(batch)
  }

  /** A page that opens thousands of streams in one task gives no turn in which to hand them on. */
  const push = (record: CaptureRecord) => {
    if (pending.length === BATCH_RECORDS) sendPending()
    pending[pending.length] = record
  }

  /** `isSentNow`: before anything else is added. */
  const sealRun = (isSentNow: boolean) => {
    if (!run || count === 0) return
    push({
      kind: 'chunks-received',
      streamId: streamOfRun,
      times: run.times(count),
      sizes: run.sizes(count),
      bytes: isSentNow && used >= NEARLY_FULL ? viewOf(run.allBytes, 0, used) : run.bytes(used),
      consumer: consumerOfRun,
    })
    count = 0
    used = 0
  }

  const flush = () => {
    latest.isUnsent = false
    sealRun(true)
    sendPending()
  }

  const onWake = () => {
    isScheduled = false
    flush()
  }

  const addSmall: Outbox['addChunk'] = (streamId, consumer, at, bytes, size) => {
    if (streamId !== streamOfRun || consumer !== consumerOfRun) sealRun(false)
    if (used + size > RUN_BYTES || count === RUN_CHUNKS) flush()
    run ??= createRunBuffers(RUN_BYTES, RUN_CHUNKS)
    streamOfRun = streamId
    consumerOfRun = consumer
    run.allTimes[count] = at
    run.allSizes[count] = size
    setElements(run.allBytes, bytes, used)
    count++
    used += size
    wake()
  }

  const addLarge: Outbox['addChunk'] = (streamId, consumer, at, bytes, size) => {
    flush()
    for (let from = 0; from < size; from += RUN_BYTES) {
      const length = size - from < RUN_BYTES ? size - from : RUN_BYTES
      const piece: ChunksReceived = {
        kind: 'chunks-received',
        streamId,
        times: [at],
        sizes: [length],
        bytes: copyOf(viewOf(bytes, from, length)),
        consumer,
      }
      // Written into a literal: an assignment would ask the page's `Object.prototype` for a setter.
      push(from > 0 ? { ...piece, continues: true } : piece)
      if (pending.length === PIECES_AT_ONCE) flush()
    }
    wake()
  }

  return {
    add: record => {
      sealRun(false)
      push(record)
      wake()
    },
    addChunk: (streamId, consumer, at, bytes, size) => {
      if (size > RUN_BYTES) addLarge(streamId, consumer, at, bytes, size)
      else addSmall(streamId, consumer, at, bytes, size)
      latest.streamId = streamId
      latest.at = at
      latest.isUnsent = true
    },
    flush,
  }
}
