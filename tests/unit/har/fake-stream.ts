import { eventStream } from '../../../lib/event-stream/event-stream'
import type { Block, Problem } from '../../../lib/event-stream/types'
import type { ByteStore, ChunkTable, Hole, Stream, StreamState } from '../../../lib/session/types'
import type {
  Consumer,
  DocumentInfo,
  DropReason,
  ResponseReceived,
  StreamClosed,
  StreamOpened,
} from '../../../lib/wire/records'

/** A fraction of a millisecond that doubles hold exactly, to be found again in the export. */
export const START = Date.UTC(2026, 10, 21, 4, 26) + 0.125

export interface FakeChunk {
  bytes: Uint8Array
  at: number
  consumer?: Consumer
  /** Its bytes were dropped by a limit; time and size stayed. */
  dropped?: boolean
  /** Not even time and size stayed. */
  lost?: boolean
}

export interface FakeStream {
  number?: number
  document?: Partial<DocumentInfo>
  opened?: Partial<StreamOpened>
  /** null: never answered. */
  response?: Partial<ResponseReceived> | null
  chunks?: readonly (string | Uint8Array | FakeChunk)[]
  /** null: still running. */
  closed?: Partial<StreamClosed> | null
  format?: Stream['format']
  state?: StreamState
}

/** A stream as a session holds it: answered 100 ms after its start, a chunk every 10 ms, closed after a second. */
export const fakeStream = (fake: FakeStream = {}): Stream => {
  const number = fake.number ?? 1
  const document = {
    id: 'd1',
    url: 'https://app.example/chat',
    openedAt: START - 500,
    isTopFrame: true,
    origin: 'https://app.example',
    frameName: '',
    ...fake.document,
  }
  const response = fake.response === null ? null : fakeResponse(number, fake.response)
  const closed = fake.closed === null ? null : fakeClosed(number, fake.closed)
  const format = response && (fake.format === undefined ? 'event-stream' : fake.format)
  const all = (fake.chunks ?? ['data: hello\n\n']).map(toChunk)
  const store = byteStore(response ? all : [])
  const chunks = chunkTable(response ? all : [])
  const { blocks, problems } = parse(all, format === 'event-stream' && response !== null, closed !== null)
  return {
    key: `${document.id}/${number}`,
    number,
    document,
    opened: fakeOpened(number, fake.opened),
    response,
    closed,
    state: fake.state ?? closed?.reason ?? (response ? 'open' : 'pending'),
    format,
    chunks,
    bytes: store,
    blocks: blockTable(blocks, chunks, store),
    eventCount: blocks.filter(({ kind }) => kind === 'event').length,
    problems: { total: problems.length, kept: problems },
    drops: all.filter(isGone).map(({ bytes }) => ({ reason: DROPPED, chunks: 1, bytes: bytes.length })),
    revision: 1,
  }
}

const DROPPED: DropReason = 'document-limit'

const isGone = ({ dropped, lost }: FakeChunk): boolean => dropped === true || lost === true

const fakeOpened = (streamId: number, opened: Partial<StreamOpened> = {}): StreamOpened => ({
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

const fakeResponse = (streamId: number, response: Partial<ResponseReceived> = {}): ResponseReceived => ({
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

const fakeClosed = (streamId: number, closed: Partial<StreamClosed> = {}): StreamClosed => ({
  kind: 'stream-closed',
  streamId,
  at: START + 1000,
  reason: 'complete',
  message: '',
  ...closed,
})

const toChunk = (chunk: string | Uint8Array | FakeChunk, index: number): FakeChunk => {
  const at = START + 100 + (index + 1) * 10
  if (typeof chunk === 'string') return { bytes: new TextEncoder().encode(chunk), at }
  return chunk instanceof Uint8Array ? { bytes: chunk, at } : chunk
}

const offsetsOf = (chunks: readonly FakeChunk[]): number[] => {
  let next = 0
  return chunks.map(({ bytes }) => {
    const offset = next
    next += bytes.length
    return offset
  })
}

const byteStore = (chunks: readonly FakeChunk[]): ByteStore => {
  const body = Uint8Array.from(chunks.flatMap(({ bytes }) => [...bytes]))
  const offsets = offsetsOf(chunks)
  const holes = chunks.flatMap((chunk, index): Hole[] => {
    const start = offsets[index] ?? 0
    return isGone(chunk) ? [{ start, end: start + chunk.bytes.length, reason: DROPPED }] : []
  })
  return {
    length: body.length,
    held: body.length - holes.reduce((sum, { start, end }) => sum + end - start, 0),
    slice: (start, end) =>
      holes.some(hole => start < hole.end && hole.start < end) ? null : body.subarray(start, end),
    holes: () => holes,
  }
}

const chunkTable = (all: readonly FakeChunk[]): ChunkTable => {
  const offsets = offsetsOf(all)
  const rows = all
    .map((chunk, index) => ({ ...chunk, offset: offsets[index] ?? 0 }))
    .filter(({ lost }) => !lost)
  const row = (index: number) => {
    const found = rows[index]
    if (found === undefined) throw new RangeError(`There is no chunk ${index}.`)
    return found
  }
  return {
    length: rows.length,
    time: index => row(index).at,
    offset: index => row(index).offset,
    size: index => row(index).bytes.length,
    consumer: index => row(index).consumer ?? 'reader',
    indexAt: offset =>
      rows.findIndex(({ offset: start, bytes }) => start <= offset && offset < start + bytes.length),
  }
}

const parse = (chunks: readonly FakeChunk[], isParsed: boolean, isEnded: boolean) => {
  const blocks: Block[] = []
  const problems: Problem[] = []
  const parser = eventStream.createParser({
    onBlock: block => blocks.push(block),
    onProblem: problem => problems.push(problem),
  })
  for (const { bytes, lost } of isParsed ? chunks : []) {
    if (lost) parser.skip(bytes.length)
    else parser.feed(bytes)
  }
  if (isParsed && isEnded) parser.end()
  return { blocks, problems }
}

const blockTable = (all: readonly Block[], chunks: ChunkTable, store: ByteStore): Stream['blocks'] => {
  const block = (index: number): Block => {
    const found = all[index]
    if (found === undefined) throw new RangeError(`There is no block ${index}.`)
    return found
  }
  const read = (index: number) => {
    const { start, end } = block(index)
    const bytes = store.slice(start, end)
    return bytes && eventStream.readBlock(bytes, start)
  }
  const lastChunk = (index: number) => chunks.indexAt(block(index).end - 1)
  return {
    length: all.length,
    kind: index => block(index).kind,
    start: index => block(index).start,
    end: index => block(index).end,
    type: index => block(index).type || 'message',
    firstChunk: index => chunks.indexAt(block(index).start),
    lastChunk,
    time: index => chunks.time(lastChunk(index)),
    lastEventId: index => {
      const setter = all.slice(0, index + 1).findLastIndex(({ setsId }) => setsId)
      return setter === -1 ? '' : (read(setter)?.id ?? null)
    },
    read,
  }
}
