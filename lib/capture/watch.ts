import type { CloseReason, Consumer, DropReason, ResponseReceived } from '../wire/records'
import type { ByteCount, EpochMilliseconds, StreamId } from '../wire/units'
import { describeError } from './describe-error'
import { isAborted, lengthOf, now, viewOf } from './natives'
import type { Outbox } from './outbox'

/** One stream that is being recorded. */
export interface Watch {
  /** 0 where it is undecided at first. */
  readonly id: StreamId
  /** Whether it is still to be seen that this is a stream. */
  isUndecided(): boolean
  respond(response: Omit<ResponseReceived, 'kind' | 'streamId'>): void
  /** One way through the body: the body itself, or a branch that `tee` or `clone` made. Each byte is recorded once. */
  root(): Branch
  /** The page has the body's stream in its hands. */
  handOut(): void
  /** The browser has these bytes and does not give them out. */
  lose(chunks: number, bytes: ByteCount): void
  close(reason: CloseReason, message: string, at?: EpochMilliseconds): void
}

export interface Branch {
  readonly watch: Watch
  /** A further branch from the same place: the other half of a `tee` or `clone`. */
  fork(): Branch
  /** `at` where it came before now. */
  chunk(bytes: Uint8Array, consumer: Consumer, at?: EpochMilliseconds): void
  /** The rest of the body, read by one call. */
  whole(bytes: Uint8Array, consumer: Consumer): void
  complete(): void
  /** The page's reads fail with `error`. */
  fail(error: unknown): void
  /** The page cancelled this branch; the stream ends when it has cancelled every one. */
  cancel(): void
}

interface WatchOptions {
  id: StreamId
  outbox: Outbox
  signal: AbortSignal | null
  recording: { isOn: boolean }
  bodiesOut: { count: number }
  isUndecided?: (() => boolean) | undefined
}

export const createWatch = ({
  id,
  outbox,
  signal,
  recording,
  bodiesOut,
  isUndecided = () => false,
}: WatchOptions): Watch => {
  let recorded = 0
  let isClosed = false
  let isHandedOut = false
  let openBranches = 1
  let skippedChunks = 0
  let skippedBytes = 0

  const reportDrop = (at: EpochMilliseconds, reason: DropReason, chunks: number, bytes: ByteCount) => {
    if (chunks > 0) outbox.add({ kind: 'records-dropped', streamId: id, at, reason, chunks, bytes })
  }

  const reportSkipped = (at: EpochMilliseconds) => {
    reportDrop(at, 'recording-off', skippedChunks, skippedBytes)
    skippedChunks = 0
    skippedBytes = 0
  }

  const record = (position: number, bytes: Uint8Array, consumer: Consumer, at = now()): number => {
    const size = lengthOf(bytes)
    const end = position + size
    if (isClosed || end <= recorded) return end
    const fresh = end - recorded
    const news = fresh < size ? viewOf(bytes, size - fresh, fresh) : bytes
    recorded = end
    if (recording.isOn) {
      reportSkipped(at)
      outbox.addChunk(id, consumer, at, news, fresh)
    } else {
      skippedChunks++
      skippedBytes += fresh
    }
    return end
  }

  const close = (reason: CloseReason, message: string, at = now()) => {
    if (isClosed) return
    isClosed = true
    if (isHandedOut) bodiesOut.count--
    reportSkipped(at)
    outbox.add({ kind: 'stream-closed', streamId: id, at, reason, message })
  }

  const createBranch = (start: number): Branch => {
    let position = start
    let isCancelled = false
    return {
      watch,
      fork: () => {
        openBranches++
        return createBranch(position)
      },
      chunk: (bytes, consumer, at) => {
        position = record(position, bytes, consumer, at)
      },
      whole: (bytes, consumer) => {
        position = record(position, bytes, consumer)
        close('complete', '')
      },
      complete: () => {
        if (!isCancelled) close('complete', '')
      },
      fail: error => close(signal && isAborted(signal) ? 'aborted' : 'failed', describeError(error)),
      cancel: () => {
        if (isCancelled) return
        isCancelled = true
        if (--openBranches === 0) close('cancelled', '')
      },
    }
  }

  const handOut = () => {
    if (isHandedOut || isClosed) return
    isHandedOut = true
    bodiesOut.count++
  }

  const respond: Watch['respond'] = response => {
    outbox.add({ kind: 'response-received', streamId: id, ...response })
  }

  const lose: Watch['lose'] = (chunks, bytes) => {
    if (isClosed) return
    const at = now()
    reportSkipped(at)
    reportDrop(at, 'unreadable', chunks, bytes)
  }

  const watch: Watch = { id, isUndecided, respond, root: () => root, handOut, lose, close }
  const root = createBranch(0)
  return watch
}
