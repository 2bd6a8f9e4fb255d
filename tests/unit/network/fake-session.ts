import type { NetworkSession, ObservedStream } from '../../../lib/network/session-view'
import type {
  CaptureRecord,
  CloseReason,
  Consumer,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../../../lib/wire/records'

interface Chunk {
  at: number
  text: string
  bytes: Uint8Array
  consumer: Consumer
}

export interface FakeStream extends ObservedStream {
  readonly rows: Chunk[]
  readonly drops: CaptureRecord[]
}

const join = (chunks: readonly Chunk[]): Uint8Array =>
  Uint8Array.from(chunks.flatMap(({ bytes }) => [...bytes]))

const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

const createStream = (documentId: string, opened: StreamOpened) => {
  const rows: Chunk[] = []
  const drops: CaptureRecord[] = []
  let response: ResponseReceived | null = null
  let closed: StreamClosed | null = null
  let hasLeft = false
  let isRestated = false
  const offset = (index: number) => join(rows.slice(0, index)).length
  const stream: FakeStream = {
    key: `${documentId}/${opened.streamId}`,
    document: {
      ...{ id: documentId, url: 'https://page.test/', openedAt: 0 },
      ...{ isTopFrame: true, origin: 'https://page.test', frameName: '' },
    },
    opened,
    rows,
    drops,
    get response() {
      return response
    },
    get closed() {
      return closed
    },
    get state() {
      return closed?.reason ?? (hasLeft ? 'left' : 'open')
    },
    chunks: {
      get length() {
        return rows.length
      },
      time: index => rows[index]?.at ?? Number.NaN,
      offset,
      size: index => rows[index]?.bytes.length ?? Number.NaN,
      consumer: index => rows[index]?.consumer ?? 'reader',
    },
    bytes: {
      get length() {
        return offset(rows.length)
      },
      slice: (start, end) => join(rows).slice(start, end),
      holes: () => [],
    },
  }
  const take = (record: CaptureRecord) => {
    if (record.kind === 'response-received') response = record
    else if (record.kind === 'stream-closed') closed = record
    else if (record.kind === 'records-dropped') drops.push(record)
    else if (record.kind === 'stream-restated') {
      rows.length = record.chunks
      isRestated = true
    } else if (record.kind === 'chunks-received') {
      if (closed !== null && !isRestated) throw new Error('Chunks after the end.')
      let from = 0
      for (let index = 0; index < record.sizes.length; index++) {
        const bytes = record.bytes.slice(from, from + (record.sizes[index] ?? 0))
        rows.push({ at: record.times[index] ?? 0, text: decode(bytes), bytes, consumer: record.consumer })
        from += bytes.length
      }
    }
  }
  const leave = () => {
    hasLeft = true
  }
  return { stream, take, leave }
}

export interface FakeSession extends NetworkSession {
  readonly streams: FakeStream[]
  readonly records: [documentId: string, record: CaptureRecord][]
  readonly opened: string[]
  stream(key: string): FakeStream
  /** `[time, consumer, text]` of every chunk. */
  chunks(key: string): [number, Consumer, string][]
}

/** As much of a session as the network room works with, kept in the plainest way. */
export const createFakeSession = (): FakeSession => {
  const all = new Map<string, ReturnType<typeof createStream>>()
  const listeners = new Set<() => void>()
  const session: FakeSession = {
    streams: [],
    records: [],
    opened: [],
    subscribe: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    openDocument: ({ url }) => session.opened.push(url),
    append: (documentId, record) => {
      session.records.push([documentId, record])
      if (record.kind === 'stream-opened') {
        const made = createStream(documentId, record)
        all.set(made.stream.key, made)
        session.streams.push(made.stream)
      } else all.get(`${documentId}/${record.streamId}`)?.take(record)
      for (const listener of listeners) listener()
    },
    leaveDocument: documentId => {
      for (const { stream, leave } of all.values()) if (stream.document.id === documentId) leave()
    },
    stream: key => {
      const found = all.get(key)?.stream
      if (!found) throw new Error(`There is no stream ${key}.`)
      return found
    },
    chunks: key => session.stream(key).rows.map(({ at, consumer, text }) => [at, consumer, text]),
  }
  return session
}

/** What a page's hooks tell of an `EventSource`. */
export const createPage = (session: NetworkSession, documentId = 'page') => ({
  open: (streamId: number, at: number, more: Partial<StreamOpened> = {}) =>
    session.append(documentId, {
      ...{ kind: 'stream-opened', streamId, at, source: 'event-source', method: 'GET' },
      ...{ url: 'https://page.test/feed', headers: [], body: { kind: 'none' }, ...more },
    }),
  dispatch: (streamId: number, at: number, text: string) => {
    const bytes = new TextEncoder().encode(text)
    session.append(documentId, {
      ...{ kind: 'chunks-received', streamId, times: [at], sizes: [bytes.length], bytes },
      consumer: 'dispatch',
    })
  },
  close: (streamId: number, at: number, reason: CloseReason = 'lost') =>
    session.append(documentId, { kind: 'stream-closed', streamId, at, reason, message: '' }),
})
