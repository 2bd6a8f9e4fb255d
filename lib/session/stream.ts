import { LOOK_AHEAD } from '../event-stream/look'
import { formatById } from '../formats/list'
import type {
  ChunksReceived,
  ConnectionOpened,
  DocumentInfo,
  ExchangeListed,
  HeaderList,
  PageErrorRaised,
  RecordsDropped,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../wire/records'
import type { ByteCount, ByteOffset, EpochMilliseconds } from '../wire/units'
import { createBoundedLog } from './bounded-log'
import { createByteStore } from './byte-store'
import { createChunkTable } from './chunk-table'
import { createDropList } from './drop-list'
import { chooseFormat, type Decision, isProvisional, UNDECIDED } from './format-choice'
import { countLoss } from './loss-count'
import { createReading } from './reading'
import type { FormatChoice, Stream, StreamKey, StreamState } from './types'

/** A page that fails at every chunk is known by then. */
const MOST_PAGE_ERRORS = 20

/** One stream being recorded. The session decides what reaches it; `length` of a run is checked before. */
export interface StreamRecorder {
  readonly stream: Stream
  readonly isRunning: boolean
  /** Whether its body may still change: it runs, or was restated since it ended. */
  readonly takesChunks: boolean
  connect(record: ConnectionOpened): void
  respond(response: ResponseReceived): void
  addChunks(run: ChunksReceived, length: ByteCount): void
  addDropped(record: RecordsDropped): void
  /** Only the first `count` chunks stand, and what was lost before the next. Returns how many bytes are no longer held. */
  restate(count: number): ByteCount
  /** At whatever time; the last one stands. */
  list(record: ExchangeListed): void
  /** An error of the page, at whatever time. */
  addPageError(record: PageErrorRaised): void
  parseAs(choice: FormatChoice): void
  close(record: StreamClosed): void
  /** The document went away. */
  /** Its document is gone: a running stream ends for us. */
  leave(at: EpochMilliseconds): void
  /** Drops whole chunks before `end`, oldest first, until `wanted` bytes are free. Returns how many are. */
  dropOldest(end: ByteOffset, wanted: ByteCount, reason: 'stream-limit' | 'session-limit'): ByteCount
}

export interface StreamIdentity {
  key: StreamKey
  number: number
  document: DocumentInfo
  opened: StreamOpened
}

export function createStreamRecorder({ key, number, document, opened }: StreamIdentity): StreamRecorder {
  const chunks = createChunkTable()
  const body = createByteStore()
  const drops = createDropList()
  const pageErrors = createBoundedLog<PageErrorRaised>(MOST_PAGE_ERRORS)
  const reading = createReading(chunks.table, body, opened.lastEventId ?? '')

  let choice: FormatChoice = 'auto'
  let automatic: Decision = UNDECIDED
  let connected: ConnectionOpened | null = null
  let listed: ExchangeListed | null = null
  let response: ResponseReceived | null = null
  let closed: StreamClosed | null = null
  let hasLeft = false
  let leftAt: EpochMilliseconds | null = null
  let isRestated = false
  let oldestChunk = 0
  let revision = 0

  const isRunning = (): boolean => closed === null && !hasLeft

  function state(): StreamState {
    if (closed !== null) return closed.reason
    if (hasLeft) return 'left'
    return response === null && connected === null ? 'pending' : 'open'
  }

  /** The type as received, '' where there is none; null before the answer, which DevTools may never show. */
  function contentType(): string | null {
    if (response !== null) return contentTypeOf(response.headers)
    return opened.observer === 'devtools' ? '' : null
  }

  function decision(): Decision {
    if (choice === 'auto') return automatic
    return { format: choice === 'none' ? null : formatById(choice), by: 'user' }
  }

  /** Chooses the format by all that is known. True where the body was read anew for it. */
  function decide(): boolean {
    const head = body.store.slice(0, LOOK_AHEAD)
    // What was seen of a beginning that is gone still holds.
    if (head !== null || automatic.by === null)
      automatic = chooseFormat(opened.source, contentType(), head ?? new Uint8Array(0))
    return reading.setFormat(decision().format, contentType() ?? '')
  }

  /** Writes a run's rows and returns how many chunks began with it. */
  function pushRows({ times, sizes, consumer, continues }: ChunksReceived): number {
    const before = chunks.table.length
    let offset = body.store.length
    for (let index = 0; index < sizes.length; index++) {
      const size = sizes[index] ?? 0
      const isExtension = index === 0 && continues === true && chunks.extend(offset, size)
      if (!isExtension) chunks.push(times[index] ?? Number.NaN, offset, size, consumer)
      offset += size
    }
    // A chunk that was dropped so far and grows has bytes to drop again.
    if (continues === true) oldestChunk = Math.min(oldestChunk, Math.max(0, before - 1))
    return chunks.table.length - before
  }

  function lose(
    { reason, chunks: count, bytes }: Omit<RecordsDropped, 'kind' | 'streamId' | 'at'>,
    hasRows: boolean,
  ) {
    const start = body.store.length
    drops.push({ reason, chunks: count, bytes, start, end: start + bytes, hasRows })
    body.skip(bytes, reason)
    reading.skip(bytes)
  }

  function finish(): void {
    reading.end()
    body.seal()
    revision++
  }

  decide()

  const stream: Stream = {
    key,
    number,
    document,
    opened,
    follows: opened.follows === undefined ? null : `${document.id}/${opened.follows}`,
    get connected() {
      return connected
    },
    get response() {
      return response
    },
    get closed() {
      return closed
    },
    get listed() {
      return listed
    },
    get leftAt() {
      return leftAt
    },
    get state() {
      return state()
    },
    get format() {
      return reading.format?.id ?? null
    },
    get formatChosenBy() {
      return decision().by
    },
    get automaticFormat() {
      return { format: automatic.format?.id ?? null, by: automatic.by }
    },
    chunks: chunks.table,
    bytes: body.store,
    get blocks() {
      return reading.blocks
    },
    get readings() {
      return reading.readings
    },
    get eventCount() {
      return reading.eventCount
    },
    get problems() {
      return reading.problems
    },
    pageErrors: pageErrors.log,
    drops: drops.drops,
    get revision() {
      return revision
    },
  }

  return {
    stream,
    get isRunning() {
      return isRunning()
    },
    get takesChunks() {
      return isRunning() || isRestated
    },
    connect(record) {
      connected = record
      revision++
    },
    respond(record) {
      response = record
      decide()
      revision++
    },
    addChunks(run, length) {
      const before = body.store.length
      const begun = pushRows(run)
      if (run.bytes.length > 0) {
        body.append(run.bytes)
        if (!isProvisional(automatic, before) || !decide()) reading.feed(run)
      } else if (length > 0) lose({ reason: 'document-limit', chunks: begun, bytes: length }, true)
      revision++
    },
    addDropped(record) {
      lose(record, false)
      revision++
    },
    restate(count) {
      if (!isRunning()) isRestated = true
      revision++
      if (count >= chunks.table.length) return 0
      const end = chunks.table.offset(count)
      chunks.truncate(count)
      const freed = body.truncate(end)
      drops.truncate(end, countLoss(chunks.table, body.store))
      oldestChunk = Math.min(oldestChunk, count)
      if (!decide()) reading.restart()
      return freed
    },
    list(record) {
      listed = record
      revision++
    },
    addPageError(record) {
      pageErrors.push(record)
      revision++
    },
    parseAs(next) {
      choice = next
      decide()
      revision++
    },
    close(record) {
      closed = record
      finish()
    },
    leave(at) {
      leftAt = at
      if (!isRunning()) {
        revision++
        return
      }
      hasLeft = true
      finish()
    },
    dropOldest(end, wanted, reason) {
      const start = chunks.table.offset(oldestChunk)
      let freed = 0
      let count = 0
      let droppedTo = 0
      while (freed < wanted && oldestChunk < chunks.table.length && chunks.table.offset(oldestChunk) < end) {
        droppedTo = chunks.table.offset(oldestChunk) + chunks.table.size(oldestChunk)
        const dropped = body.dropBefore(droppedTo, reason)
        if (dropped > 0) count++
        freed += dropped
        oldestChunk++
      }
      if (count > 0) {
        drops.push({ reason, chunks: count, bytes: freed, start, end: droppedTo, hasRows: true })
        revision++
      }
      return freed
    },
  }
}

/** The `Content-Type` header's value; '' where there is none or the page could not see it. */
function contentTypeOf(headers: HeaderList): string {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? ''
}
