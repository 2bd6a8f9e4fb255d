import type {
  CaptureFault,
  CaptureRecord,
  ChunksReceived,
  ConnectionOpened,
  DocumentInfo,
  RecordsDropped,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
  StreamRestated,
} from '../wire/records'
import type { ByteCount, DocumentId, StreamId } from '../wire/units'
import { createArrivals } from './arrivals'
import { isByteCount, runLength } from './chunk-record'
import { createFaultLog } from './fault-log'
import { createStreamRecorder, type StreamRecorder } from './stream'
import type { Session, SessionLimits, Stream, StreamKey } from './types'

const MEGABYTE: ByteCount = 1024 * 1024

export const DEFAULT_LIMITS: SessionLimits = { streamBytes: 128 * MEGABYTE, sessionBytes: 512 * MEGABYTE }

/** A document and its streams. Stream ids count up, so those up to `clearedUpTo` are gone and not unknown. */
interface DocumentEntry {
  info: DocumentInfo
  streams: Map<StreamId, StreamRecorder>
  hasLeft: boolean
  lastStreamId: StreamId
  clearedUpTo: StreamId
}

type StreamRecord = Exclude<CaptureRecord, StreamOpened | CaptureFault>

/**
 * Everything recorded, from records alone: the same records give the same session. Records that make no sense
 * (unknown or ended stream, duplicates) change nothing but `faults`; those of cleared streams are passed over.
 */
export function createSession(options: Partial<SessionLimits> = {}): Session {
  const entries = new Map<DocumentId, DocumentEntry>()
  const byKey = new Map<StreamKey, StreamRecorder>()
  const byNumber = new Map<number, StreamRecorder>()
  const faultLog = createFaultLog()
  const arrivals = createArrivals()
  const listeners = new Set<() => void>()
  const chains = new Map<StreamKey, Stream[]>()
  let limits: SessionLimits = { ...DEFAULT_LIMITS, ...options }
  let streams: Stream[] = []
  let documents: DocumentInfo[] = []
  let lastNumber = 0
  let held: ByteCount = 0
  let revision = 0

  function changed(): void {
    revision++
    for (const listener of listeners) listener()
  }

  function open(entry: DocumentEntry, record: StreamOpened): void {
    if (record.streamId <= entry.clearedUpTo) return
    if (entry.streams.has(record.streamId)) {
      faultLog.refuse(record, 'duplicate-stream')
      return
    }
    const key = `${entry.info.id}/${record.streamId}`
    const recorder = createStreamRecorder({
      key,
      number: ++lastNumber,
      document: entry.info,
      opened: record,
    })
    entry.streams.set(record.streamId, recorder)
    entry.lastStreamId = Math.max(entry.lastStreamId, record.streamId)
    byKey.set(key, recorder)
    byNumber.set(lastNumber, recorder)
    streams.push(recorder.stream)
    joinChain(recorder.stream)
  }

  /** Connections of one chain share one list. Only what is there already can be followed, so chains have no loops. */
  function joinChain(stream: Stream): void {
    const chain = (stream.follows !== null && chains.get(stream.follows)) || []
    chain.push(stream)
    chains.set(stream.key, chain)
  }

  function addChunks(recorder: StreamRecorder, record: ChunksReceived): void {
    const length = runLength(record)
    if (length === null) {
      faultLog.refuse(record, 'malformed-record')
      return
    }
    recorder.addChunks(record, length)
    if (record.bytes.length === 0) return
    held += record.bytes.length
    arrivals.push(recorder.stream.number, recorder.stream.bytes.length)
    keepStreamLimit(recorder)
    keepSessionLimit()
  }

  function keepStreamLimit({ stream, dropOldest }: StreamRecorder): void {
    const surplus = stream.bytes.held - limits.streamBytes
    if (surplus > 0) held -= dropOldest(stream.bytes.length, surplus, 'stream-limit')
  }

  function keepSessionLimit(): void {
    const { sessionBytes } = limits
    while (held > sessionBytes) {
      const oldest = arrivals.oldest()
      if (oldest === null) return
      const recorder = byNumber.get(oldest.number)
      held -= recorder?.dropOldest(oldest.end, held - sessionBytes, 'session-limit') ?? 0
      if (held > sessionBytes) arrivals.removeOldest()
    }
  }

  function addDropped(recorder: StreamRecorder, record: RecordsDropped): void {
    if (isByteCount(record.bytes) && isByteCount(record.chunks)) recorder.addDropped(record)
    else faultLog.refuse(record, 'malformed-record')
  }

  function respond(recorder: StreamRecorder, record: ResponseReceived): void {
    const { response, opened } = recorder.stream
    // What an `EventSource` got is seen by DevTools alone, at the end at the latest.
    if (!recorder.isRunning && opened.source !== 'event-source') faultLog.refuse(record, 'stream-ended')
    else if (response === null) recorder.respond(record)
    else faultLog.refuse(record, 'duplicate-response')
  }

  function connect(recorder: StreamRecorder, record: ConnectionOpened): void {
    if (!recorder.isRunning) faultLog.refuse(record, 'stream-ended')
    else if (recorder.stream.connected === null) recorder.connect(record)
    else faultLog.refuse(record, 'duplicate-response')
  }

  function restate(recorder: StreamRecorder, record: StreamRestated): void {
    if (isByteCount(record.chunks)) held -= recorder.restate(record.chunks)
    else faultLog.refuse(record, 'malformed-record')
  }

  function close(recorder: StreamRecorder, record: StreamClosed): void {
    // A stream left behind may still tell how it ended.
    if (recorder.stream.closed === null) recorder.close(record)
    else faultLog.refuse(record, 'stream-ended')
  }

  function addTo(recorder: StreamRecorder, record: StreamRecord): void {
    if (record.kind === 'stream-closed') close(recorder, record)
    else if (record.kind === 'connection-opened') connect(recorder, record)
    else if (record.kind === 'response-received') respond(recorder, record)
    else if (record.kind === 'stream-restated') restate(recorder, record)
    else if (record.kind === 'exchange-listed') recorder.list(record)
    else if (record.kind === 'page-error') recorder.addPageError(record)
    else if (!recorder.takesChunks) faultLog.refuse(record, 'stream-ended')
    else if (record.kind === 'chunks-received') addChunks(recorder, record)
    else addDropped(recorder, record)
  }

  function append(documentId: DocumentId, record: CaptureRecord): void {
    const entry = entries.get(documentId)
    if (record.kind === 'capture-fault') faultLog.push(record)
    else if (entry === undefined) faultLog.refuse(record, 'unknown-document')
    else if (record.kind === 'stream-opened') open(entry, record)
    else appendToStream(entry, record)
    changed()
  }

  function appendToStream(entry: DocumentEntry, record: StreamRecord): void {
    const recorder = entry.streams.get(record.streamId)
    if (recorder !== undefined) addTo(recorder, record)
    else if (record.streamId > entry.clearedUpTo) faultLog.refuse(record, 'unknown-stream')
  }

  function forget(entry: DocumentEntry): void {
    for (const { stream } of entry.streams.values()) {
      held -= stream.bytes.held
      byKey.delete(stream.key)
      chains.delete(stream.key)
      byNumber.delete(stream.number)
    }
    entry.streams.clear()
    entry.clearedUpTo = entry.lastStreamId
  }

  return {
    get streams() {
      return streams
    },
    get documents() {
      return documents
    },
    faults: faultLog.faults,
    get revision() {
      return revision
    },
    get limits() {
      return limits
    },
    stream: key => byKey.get(key)?.stream,
    chain: key => chains.get(key) ?? [],
    openDocument(info) {
      const known = entries.get(info.id)
      if (known !== undefined) known.hasLeft = false
      else entries.set(info.id, { info, streams: new Map(), hasLeft: false, lastStreamId: 0, clearedUpTo: 0 })
      if (!documents.some(({ id }) => id === info.id)) documents.push(known?.info ?? info)
      changed()
    },
    append,
    parseAs(key, choice) {
      byKey.get(key)?.parseAs(choice)
      changed()
    },
    setLimits(next) {
      limits = { ...limits, ...next }
      for (const recorder of byKey.values()) keepStreamLimit(recorder)
      keepSessionLimit()
      changed()
    },
    leaveDocument(documentId, at) {
      const entry = entries.get(documentId)
      if (entry === undefined) return
      entry.hasLeft = true
      for (const recorder of entry.streams.values()) recorder.leave(at)
      changed()
    },
    clear(isPast) {
      const past = [...entries.values()].filter(({ info }) => isPast?.(info) ?? true)
      for (const entry of past) forget(entry)
      streams = streams.filter(({ key }) => byKey.has(key))
      const gone = new Set(past.filter(({ hasLeft }) => hasLeft || isPast).map(({ info }) => info.id))
      documents = documents.filter(({ id }) => !gone.has(id))
      // A document that is past and comes back tells everything from its start.
      if (isPast) for (const id of gone) entries.delete(id)
      if (streams.length === 0) faultLog.clear()
      changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    },
  }
}
