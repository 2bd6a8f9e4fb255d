import { createSession } from '../../../lib/session/session'
import type { FormatChoice, Stream } from '../../../lib/session/types'
import type {
  CaptureRecord,
  Consumer,
  DocumentInfo,
  ExchangeListed,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../../../lib/wire/records'

/** A fraction of a millisecond that doubles hold exactly, to be found again in the export. */
export const START = Date.UTC(2026, 10, 21, 4, 26) + 0.125

export interface RecordedChunk {
  bytes: Uint8Array
  at: number
  consumer?: Consumer
  /** Its bytes were dropped by a limit; time and size stayed. */
  dropped?: boolean
  /** Not even time and size stayed. */
  lost?: boolean
}

export interface Recorded {
  number?: number
  document?: Partial<DocumentInfo>
  opened?: Partial<StreamOpened>
  /** An `EventSource` that fired `open`. */
  connected?: boolean
  /** null: never answered. */
  response?: Partial<ResponseReceived> | null
  chunks?: readonly (string | Uint8Array | RecordedChunk)[]
  /** What DevTools lists of it, over HTTP/2. */
  listed?: Pick<ExchangeListed, 'requestHeaders' | 'responseHeaders'>
  /** null: still running. */
  closed?: Partial<StreamClosed> | null
  /** Errors of the page, each 2 ms after the first chunk. */
  pageErrors?: readonly string[]
  parsedAs?: FormatChoice
  /** Bytes that a limit leaves. */
  keeps?: number
  /** The document went away. */
  left?: boolean
}

/** A stream of a session: answered 100 ms after its start, a chunk every 10 ms, closed after a second. */
export const recordedStream = (recorded: Recorded = {}): Stream => {
  const { number = 1, response = {}, closed = {}, parsedAs = 'auto' } = recorded
  const document: DocumentInfo = {
    id: 'd1',
    url: 'https://app.example/chat',
    openedAt: START - 500,
    isTopFrame: true,
    origin: 'https://app.example',
    frameName: '',
    ...recorded.document,
  }
  const session = createSession()
  session.openDocument(document)
  const append = (record: CaptureRecord) => session.append(document.id, record)
  for (let before = 1; before < number; before++) append(openedRecord(before))
  append(openedRecord(number, recorded.opened))
  if (recorded.connected) append({ kind: 'connection-opened', streamId: number, at: START + 100 })
  if (response !== null) append(responseRecord(number, response))
  const isAnswered = response !== null || recorded.connected
  const chunks = (isAnswered ? (recorded.chunks ?? ['data: hello\n\n']) : []).map(toChunk)
  for (const chunk of chunks) append(chunkRecord(number, chunk))
  if (recorded.listed)
    append({ kind: 'exchange-listed', streamId: number, at: START, httpVersion: 'h2', ...recorded.listed })
  for (const message of recorded.pageErrors ?? [])
    append({ kind: 'page-error', streamId: number, at: START + 112, chunkAt: START + 110, message })
  if (closed !== null) append(closedRecord(number, closed))
  if (recorded.left) session.leaveDocument(document.id, START + 1000)
  const key = `${document.id}/${number}`
  session.parseAs(key, parsedAs)
  if (recorded.keeps !== undefined) session.setLimits({ streamBytes: recorded.keeps })
  const stream = session.stream(key)
  if (stream === undefined || session.faults.length > 0) throw new Error('The session refused the records.')
  return stream
}

const openedRecord = (streamId: number, opened: Partial<StreamOpened> = {}): StreamOpened => ({
  kind: 'stream-opened',
  streamId,
  at: START,
  source: 'fetch',
  method: 'GET',
  url: 'https://api.example/v1/stream',
  headers: [['accept', 'text/event-stream']],
  body: { kind: 'none' },
  ...opened,
})

const responseRecord = (streamId: number, response: Partial<ResponseReceived>): ResponseReceived => ({
  kind: 'response-received',
  streamId,
  at: START + 100,
  url: 'https://api.example/v1/stream',
  status: 200,
  statusText: 'OK',
  headers: [['content-type', 'text/event-stream; charset=utf-8']],
  responseType: 'cors',
  redirected: false,
  ...response,
})

const closedRecord = (streamId: number, closed: Partial<StreamClosed>): StreamClosed => ({
  kind: 'stream-closed',
  streamId,
  at: START + 1000,
  reason: 'complete',
  message: '',
  ...closed,
})

const toChunk = (chunk: string | Uint8Array | RecordedChunk, index: number): RecordedChunk => {
  const at = START + 100 + (index + 1) * 10
  if (typeof chunk === 'string') return { bytes: new TextEncoder().encode(chunk), at }
  return chunk instanceof Uint8Array ? { bytes: chunk, at } : chunk
}

const chunkRecord = (
  streamId: number,
  { bytes, at, consumer = 'reader', dropped, lost }: RecordedChunk,
): CaptureRecord => {
  const { length } = bytes
  if (lost)
    return { kind: 'records-dropped', streamId, at, reason: 'document-limit', chunks: 1, bytes: length }
  const held = dropped ? new Uint8Array(0) : Uint8Array.from(bytes)
  return { kind: 'chunks-received', streamId, times: [at], sizes: [length], bytes: held, consumer }
}
