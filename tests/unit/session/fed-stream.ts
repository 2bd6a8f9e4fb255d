import { createSession } from '../../../lib/session/session'
import type { FormatChoice, Session, Stream } from '../../../lib/session/types'
import type {
  CaptureRecord,
  ChunksReceived,
  CloseReason,
  Consumer,
  DocumentInfo,
  DropReason,
  ResponseReceived,
  StreamOpened,
} from '../../../lib/wire/records'

export interface FedStreamOptions extends Partial<Omit<StreamOpened, 'kind' | 'streamId'>> {
  /** Its ID in its document; 1 where nothing is said. */
  id?: number
  document?: Partial<DocumentInfo>
  consumer?: Consumer
  /** Of the answer that `push` gives where none was given. */
  contentType?: string
}

/** A stream of a real session, fed by hand. A chunk answers the request first, where nobody did. */
export interface FedStream extends Stream {
  readonly session: Session
  append(record: CaptureRecord): void
  /** Adds a chunk `after` milliseconds after the one before. */
  push(chunk: string | Uint8Array, after?: number, consumer?: Consumer): void
  /** Goes on with the last chunk. */
  extend(chunk: string): void
  respond(response?: Partial<ResponseReceived>): void
  connect(): void
  restate(chunks: number): void
  close(reason?: CloseReason, message?: string): void
  leave(): void
  parseAs(choice: FormatChoice): void
  /** Adds a chunk whose bytes a limit of the document took. */
  pushEmptied(size: number): void
  /** Adds chunks of which nothing is left. */
  pushLost(chunks: number, bytes: number, reason?: DropReason): void
  /** Drops the bytes of the oldest chunks that have any. */
  drop(chunks: number, reason?: 'stream-limit' | 'session-limit'): void
}

export const REQUESTED_AT = 1_790_000_000_000
const encoder = new TextEncoder()

export const fedStream = (options: FedStreamOptions = {}): FedStream => {
  const { id = 1, document = {}, consumer = 'reader', contentType, ...asked } = options
  const at = asked.at ?? REQUESTED_AT
  const info: DocumentInfo = {
    id: 'doc',
    url: 'https://app.example.com/chat',
    openedAt: at - 500,
    isTopFrame: true,
    origin: 'https://app.example.com',
    frameName: '',
    ...document,
  }
  const opened: StreamOpened = {
    kind: 'stream-opened',
    streamId: id,
    at,
    source: 'fetch',
    method: 'POST',
    url: 'https://api.example.com/v1/chat/completions?stream=1',
    headers: [['content-type', 'application/json']],
    body: { kind: 'none' },
    ...asked,
  }
  const session = createSession()
  session.openDocument(info)
  const append = (record: CaptureRecord) => session.append(info.id, record)
  append(opened)
  const stream = session.stream(`${info.id}/${id}`)
  if (stream === undefined) throw new Error('The session did not take the stream.')
  let clock = at

  const pushRun = (bytes: Uint8Array, size: number, extra: Partial<ChunksReceived> = {}) =>
    append({
      kind: 'chunks-received',
      streamId: id,
      times: [clock],
      sizes: [size],
      bytes,
      consumer,
      ...extra,
    })
  const answer = () => {
    const isAnswered = stream.response !== null || opened.source === 'event-source'
    if (!isAnswered && opened.observer === undefined) verbs.respond()
  }

  const verbs = {
    session,
    append,
    push(chunk: string | Uint8Array, after = 10, seenBy: Consumer = consumer) {
      answer()
      clock += after
      const bytes = typeof chunk === 'string' ? encoder.encode(chunk) : chunk
      pushRun(bytes, bytes.length, { consumer: seenBy })
    },
    extend(chunk: string) {
      const bytes = encoder.encode(chunk)
      pushRun(bytes, bytes.length, { continues: true })
    },
    respond(extra: Partial<ResponseReceived> = {}) {
      append({
        kind: 'response-received',
        streamId: id,
        at: at + 5,
        url: opened.url,
        status: 200,
        statusText: 'OK',
        headers: [['content-type', contentType ?? 'text/event-stream; charset=utf-8']],
        responseType: 'cors',
        redirected: false,
        ...extra,
      })
    },
    connect: () => append({ kind: 'connection-opened', streamId: id, at: at + 5 }),
    restate: (chunks: number) => append({ kind: 'stream-restated', streamId: id, at: clock, chunks }),
    close: (reason: CloseReason = 'complete', message = '') =>
      append({ kind: 'stream-closed', streamId: id, at: clock + 5, reason, message }),
    leave: () => session.leaveDocument(info.id, clock),
    parseAs: (choice: FormatChoice) => session.parseAs(stream.key, choice),
    pushEmptied(size: number) {
      answer()
      clock += 10
      pushRun(new Uint8Array(0), size)
    },
    pushLost(chunks: number, bytes: number, reason: DropReason = 'recording-off') {
      answer()
      append({ kind: 'records-dropped', streamId: id, at: clock, reason, chunks, bytes })
    },
    drop(chunks: number, reason: 'stream-limit' | 'session-limit' = 'session-limit') {
      const { limits } = session
      for (let dropped = 0; dropped < chunks && stream.bytes.held > 0; dropped++) {
        // A limit takes whole chunks: one byte too many costs the oldest.
        const most = stream.bytes.held - 1
        session.setLimits(reason === 'stream-limit' ? { streamBytes: most } : { sessionBytes: most })
      }
      session.setLimits(limits)
    },
  }
  return Object.assign(stream, verbs)
}
