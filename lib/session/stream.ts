import type { Format, Parser } from '../event-stream/types'
import { formatFor } from '../formats/list'
import type {
  ChunksReceived,
  DocumentInfo,
  DropReason,
  HeaderList,
  RecordsDropped,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../wire/records'
import type { ByteCount, ByteOffset } from '../wire/units'
import { createBlockTable } from './block-table'
import { createByteStore } from './byte-store'
import { createChunkTable } from './chunk-table'
import { createDropList } from './drop-list'
import { createProblemLog } from './problem-log'
import type { Stream, StreamKey, StreamState } from './types'

/** One stream being recorded. The session decides what reaches it; `length` of a run is checked before. */
export interface StreamRecorder {
  readonly stream: Stream
  /** Whether its body may still grow. */
  readonly isRunning: boolean
  respond(response: ResponseReceived): void
  connect(): void
  addChunks(run: ChunksReceived, length: ByteCount): void
  addDropped(record: RecordsDropped): void
  close(record: StreamClosed): void
  /** The document went away. */
  leave(): void
  /** Drops whole chunks before `end`, oldest first, until `wanted` bytes are free. Returns how many are. */
  dropOldest(end: ByteOffset, wanted: ByteCount, reason: DropReason): ByteCount
}

export function createStreamRecorder(
  key: StreamKey,
  number: number,
  document: DocumentInfo,
  opened: StreamOpened,
): StreamRecorder {
  const chunks = createChunkTable()
  const body = createByteStore()
  const problems = createProblemLog()
  const drops = createDropList()
  const blocks = createBlockTable({
    lastEventId: opened.lastEventId ?? '',
    chunks: chunks.table,
    bytes: body.store,
    readBlock: (bytes, start) => format?.readBlock(bytes, start) ?? null,
  })

  let format: Format | null = null
  let parser: Parser | null = null
  let response: ResponseReceived | null = null
  let closed: StreamClosed | null = null
  let isConnected = false
  let hasLeft = false
  let eventCount = 0
  let oldestChunk = 0
  let revision = 0

  const isEventSource = opened.source === 'event-source'

  const isRunning = (): boolean => closed === null && !hasLeft

  function state(): StreamState {
    if (closed !== null) return closed.reason
    if (hasLeft) return 'left'
    return response === null && !isConnected ? 'pending' : 'open'
  }

  function startParser(): void {
    // An EventSource takes nothing else, and shows no headers.
    format = formatFor(isEventSource ? 'text/event-stream' : contentTypeOf(response?.headers ?? []))
    if (format === null) return
    const started = format.createParser({
      onBlock: block => {
        if (block.kind === 'event') eventCount++
        blocks.push(block)
      },
      onProblem: problems.push,
    })
    // Chunks may have come before the answer that names their format.
    body.replay(started.feed, started.skip)
    parser = started
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

  function finish(): void {
    parser?.end()
    parser = null
    body.seal()
    revision++
  }

  const stream: Stream = {
    key,
    number,
    document,
    opened,
    get response() {
      return response
    },
    get closed() {
      return closed
    },
    get state() {
      return state()
    },
    get format() {
      return format?.id ?? null
    },
    chunks: chunks.table,
    bytes: body.store,
    blocks: blocks.table,
    get eventCount() {
      return eventCount
    },
    problems: problems.log,
    drops: drops.drops,
    get revision() {
      return revision
    },
  }

  if (isEventSource) startParser()

  return {
    stream,
    get isRunning() {
      return isRunning()
    },
    respond(record) {
      response = record
      if (isRunning()) startParser()
      revision++
    },
    connect() {
      isConnected = true
      revision++
    },
    addChunks(run, length) {
      const begun = pushRows(run)
      if (run.bytes.length > 0) {
        body.append(run.bytes)
        parser?.feed(run.bytes)
      } else if (length > 0) {
        drops.push('document-limit', begun, length)
        body.skip(length, 'document-limit')
        parser?.skip(length)
      }
      revision++
    },
    addDropped({ reason, chunks: count, bytes }) {
      drops.push(reason, count, bytes)
      body.skip(bytes, reason)
      parser?.skip(bytes)
      revision++
    },
    close(record) {
      closed = record
      finish()
    },
    leave() {
      hasLeft = true
      finish()
    },
    dropOldest(end, wanted, reason) {
      let freed = 0
      let count = 0
      while (freed < wanted && oldestChunk < chunks.table.length && chunks.table.offset(oldestChunk) < end) {
        const chunkEnd = chunks.table.offset(oldestChunk) + chunks.table.size(oldestChunk)
        const dropped = body.dropBefore(chunkEnd, reason)
        if (dropped > 0) count++
        freed += dropped
        oldestChunk++
      }
      if (count > 0) {
        drops.push(reason, count, freed)
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
