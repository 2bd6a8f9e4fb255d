import type { BlockDetail, BlockKind, Field } from '../../../lib/event-stream/types'
import type {
  BlockTable,
  ByteStore,
  ChunkTable,
  Drop,
  Hole,
  Stream,
  StreamState,
} from '../../../lib/session/types'
import type {
  CloseReason,
  Consumer,
  HeaderList,
  RequestBody,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../../../lib/wire/records'

interface FakeChunk {
  time: number
  offset: number
  size: number
}

interface FakeBlock {
  kind: BlockKind
  start: number
  end: number
  type: string
  lastEventId: string
  detail: BlockDetail
  firstChunk: number
  lastChunk: number
}

export interface FakeStreamOptions {
  key?: string
  number?: number
  url?: string
  method?: string
  frame?: string
  at?: number
  format?: Stream['format']
  headers?: HeaderList
  body?: RequestBody
  consumer?: Consumer
}

/** A stream to feed by hand: enough of an event-stream parser for tests, with LF line ends only. */
export interface FakeStream extends Stream {
  /** Adds a chunk `after` milliseconds after the one before. */
  push(chunk: string | Uint8Array, after?: number): void
  /** Goes on with the last chunk. */
  extend(chunk: string): void
  respond(response?: Partial<ResponseReceived>): void
  close(reason?: CloseReason, message?: string): void
  leave(): void
  /** Forgets bytes, as a limit would. */
  drop(start: number, end: number, reason?: Drop['reason']): void
}

export const REQUESTED_AT = 1_790_000_000_000
const encoder = new TextEncoder()
const decoder = new TextDecoder()

export const fakeStream = (options: FakeStreamOptions = {}): FakeStream => {
  const { at = REQUESTED_AT, key = 'doc/1', frame, consumer = 'reader' } = options
  const table: FakeChunk[] = []
  const rows: FakeBlock[] = []
  const drops: Drop[] = []
  let holes: Hole[] = []
  let body = new Uint8Array(1024)
  let length = 0
  let parsed = 0
  let lastEventId = ''
  let response: ResponseReceived | null = null
  let closed: StreamClosed | null = null
  let left = false
  let revision = 0
  let eventCount = 0

  const opened: StreamOpened = {
    kind: 'stream-opened',
    streamId: 1,
    at,
    source: 'fetch',
    method: options.method ?? 'POST',
    url: options.url ?? 'https://api.example.com/v1/chat/completions?stream=1',
    headers: options.headers ?? [['content-type', 'application/json']],
    body: options.body ?? { kind: 'none' },
  }
  const lost = () => holes.reduce((sum, hole) => sum + hole.end - hole.start, 0)
  const bytes: ByteStore = {
    get length() {
      return length
    },
    get held() {
      return length - lost()
    },
    slice(start, end) {
      const stop = Math.min(end, length)
      return holes.some(hole => hole.start < stop && hole.end > start) ? null : body.subarray(start, stop)
    },
    holes: () => holes,
  }
  const chunkAt = (index: number) => table[index] ?? { time: Number.NaN, offset: -1, size: 0 }
  const chunks: ChunkTable = {
    get length() {
      return table.length
    },
    time: index => chunkAt(index).time,
    offset: index => chunkAt(index).offset,
    size: index => chunkAt(index).size,
    consumer: () => consumer,
    indexAt(offset) {
      let low = 0
      let high = table.length
      while (low < high) {
        const middle = (low + high) >>> 1
        const { offset: start, size } = chunkAt(middle)
        if (start + size > offset) high = middle
        else low = middle + 1
      }
      return low < table.length && offset >= 0 ? low : -1
    },
  }
  const rowAt = (index: number): FakeBlock => {
    const row = rows[index]
    if (!row) throw new Error(`No block ${index}.`)
    return row
  }
  const held = (row: FakeBlock) => bytes.slice(row.start, row.end) !== null
  const blocks: BlockTable = {
    get length() {
      return rows.length
    },
    kind: index => rowAt(index).kind,
    start: index => rowAt(index).start,
    end: index => rowAt(index).end,
    type: index => rowAt(index).type || 'message',
    firstChunk: index => rowAt(index).firstChunk,
    lastChunk: index => rowAt(index).lastChunk,
    time: index => chunkAt(rowAt(index).lastChunk).time,
    lastEventId: index => (held(rowAt(index)) ? rowAt(index).lastEventId : null),
    read: index => (held(rowAt(index)) ? rowAt(index).detail : null),
  }

  const addBlock = (start: number, end: number, terminated: boolean) => {
    const detail = readBlock(decoder.decode(body.subarray(start, end)), start)
    if (detail.fields.length === 0) return
    if (detail.id !== null) lastEventId = detail.id
    const kind = terminated ? kindOf(detail) : 'unterminated'
    if (kind === 'event') eventCount++
    rows.push({
      kind,
      start,
      end,
      type: detail.type,
      lastEventId,
      detail,
      firstChunk: chunks.indexAt(start),
      lastChunk: chunks.indexAt(end - 1),
    })
  }
  const parse = () => {
    for (let at = Math.max(parsed, 1); at < length; at++) {
      if (body[at] !== 10 || body[at - 1] !== 10 || at - 1 < parsed) continue
      addBlock(parsed, at + 1, true)
      parsed = at + 1
    }
  }
  const state = (): StreamState => {
    if (left) return 'left'
    return closed?.reason ?? (response ? 'open' : 'pending')
  }

  const append = (added: Uint8Array) => {
    if (length + added.length > body.length) {
      const larger = new Uint8Array(Math.max(body.length * 2, length + added.length))
      larger.set(body.subarray(0, length))
      body = larger
    }
    body.set(added, length)
    length += added.length
    if (options.format !== null) parse()
  }

  return {
    key,
    number: options.number ?? 1,
    document: {
      id: 'doc',
      url: frame ?? 'https://app.example.com/chat',
      openedAt: at - 500,
      isTopFrame: frame === undefined,
      origin: 'https://app.example',
      frameName: '',
    },
    opened,
    format: options.format === undefined ? 'event-stream' : options.format,
    chunks,
    bytes,
    blocks,
    problems: { total: 0, kept: [] },
    drops,
    get response() {
      return response
    },
    get closed() {
      return closed
    },
    get state() {
      return state()
    },
    get eventCount() {
      return eventCount
    },
    get revision() {
      return revision
    },
    push(chunk, after = 10) {
      revision++
      const added = typeof chunk === 'string' ? encoder.encode(chunk) : chunk
      table.push({ time: (table.at(-1)?.time ?? at) + after, offset: length, size: added.length })
      append(added)
    },
    extend(chunk) {
      revision++
      const added = encoder.encode(chunk)
      const last = table.at(-1)
      if (last) last.size += added.length
      append(added)
    },
    respond(extra = {}) {
      revision++
      response = {
        kind: 'response-received',
        streamId: 1,
        at: at + 5,
        url: opened.url,
        status: 200,
        statusText: 'OK',
        headers: [['content-type', 'text/event-stream; charset=utf-8']],
        responseType: 'cors',
        redirected: false,
        ...extra,
      }
    },
    close(reason = 'complete', message = '') {
      revision++
      if (parsed < length && options.format !== null) addBlock(parsed, length, false)
      closed = { kind: 'stream-closed', streamId: 1, at: (table.at(-1)?.time ?? at) + 5, reason, message }
    },
    leave() {
      revision++
      left = true
    },
    drop(start, end, reason = 'session-limit') {
      revision++
      holes = joined([...holes, { start, end, reason }].sort((a, b) => a.start - b.start))
      drops.push({ reason, chunks: 1, bytes: end - start })
    },
  }
}

/** Holes of one reason that touch are one. */
const joined = (holes: Hole[]): Hole[] => {
  const list: Hole[] = []
  for (const hole of holes) {
    const last = list.at(-1)
    if (!last || last.end < hole.start || last.reason !== hole.reason) list.push({ ...hole })
    else last.end = Math.max(last.end, hole.end)
  }
  return list
}

const kindOf = (detail: BlockDetail): BlockKind => {
  if (detail.fields.some(field => field.name === 'data')) return 'event'
  return detail.fields.every(field => field.name === '') ? 'comment' : 'no-data'
}

const readBlock = (text: string, start: number): BlockDetail => {
  const fields: Field[] = []
  let at = start
  for (const line of text.split('\n')) {
    const colon = line.indexOf(':')
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '')
    const size = encoder.encode(line).length
    if (line) fields.push({ name: colon < 0 ? line : line.slice(0, colon), value, start: at, end: at + size })
    at += size + 1
  }
  const values = (name: string) => fields.filter(field => field.name === name).map(field => field.value)
  const retry = values('retry').at(-1)
  return {
    type: values('event').at(-1) ?? '',
    data: values('data').join('\n'),
    id: values('id').at(-1) ?? null,
    retry: retry === undefined ? null : Number(retry),
    comments: values(''),
    fields,
  }
}
