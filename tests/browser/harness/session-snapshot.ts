import type { BlockKind, FormatId, Problem } from '../../../lib/event-stream/types.ts'
import type { Drop, Session, StreamState } from '../../../lib/session/types.ts'
import type {
  CaptureFault,
  CloseReason,
  Consumer,
  HeaderList,
  RequestBody,
  StreamSource,
} from '../../../lib/wire/records.ts'
import type { PanelHandle } from './types.ts'

export interface ChunkSnapshot {
  time: number
  size: number
  consumer: Consumer
}

export interface BlockSnapshot {
  kind: BlockKind
  /** As the page's listeners would see it: `message` where the stream named none. */
  type: string
  /** Null where the bytes were dropped. */
  data: string | null
  lastEventId: string | null
  retry: number | null
  comments: readonly string[]
  time: number
  firstChunk: number
  lastChunk: number
  start: number
  end: number
}

/** A recorded stream as plain JSON. */
export interface StreamSnapshot {
  key: string
  number: number
  url: string
  method: string
  source: StreamSource
  openedAt: number
  requestHeaders: HeaderList
  requestBody: RequestBody
  documentUrl: string
  isTopFrame: boolean
  state: StreamState
  format: FormatId | null
  status: number | null
  responseHeaders: HeaderList
  respondedAt: number | null
  closeReason: CloseReason | null
  closeMessage: string | null
  closedAt: number | null
  chunks: ChunkSnapshot[]
  blocks: BlockSnapshot[]
  eventCount: number
  length: number
  bytesHeld: number
  drops: readonly Drop[]
  problems: readonly Problem[]
  /** The held body in base64, where asked for; null where part of it was dropped. */
  body: string | null
}

export interface SessionSnapshot {
  streams: StreamSnapshot[]
  faults: readonly CaptureFault[]
}

declare global {
  /** The panel page's handle for tests: not an API. */
  var streamtap: { session: Session } | undefined
}

/** Runs in the page, so it holds all it needs. */
function readSession(withBodies: boolean): SessionSnapshot {
  const session = globalThis.streamtap?.session
  if (!session) throw new Error('The panel page does not expose its session.')
  const indexes = (length: number) => Array.from({ length }, (_, index) => index)
  const base64 = (bytes: Uint8Array) => btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''))
  const streams = session.streams.map((stream): StreamSnapshot => {
    const { opened, response, closed, chunks, blocks } = stream
    const body = withBodies ? stream.bytes.slice(0, stream.bytes.length) : null
    return {
      key: stream.key,
      number: stream.number,
      url: opened.url,
      method: opened.method,
      source: opened.source,
      openedAt: opened.at,
      requestHeaders: opened.headers,
      requestBody: opened.body,
      documentUrl: stream.document.url,
      isTopFrame: stream.document.isTopFrame,
      state: stream.state,
      format: stream.format,
      status: response?.status ?? null,
      responseHeaders: response?.headers ?? [],
      respondedAt: response?.at ?? null,
      closeReason: closed?.reason ?? null,
      closeMessage: closed?.message ?? null,
      closedAt: closed?.at ?? null,
      chunks: indexes(chunks.length).map(index => ({
        time: chunks.time(index),
        size: chunks.size(index),
        consumer: chunks.consumer(index),
      })),
      blocks: indexes(blocks.length).map(index => {
        const detail = blocks.read(index)
        return {
          kind: blocks.kind(index),
          type: blocks.type(index),
          data: detail?.data ?? null,
          lastEventId: blocks.lastEventId(index),
          retry: detail?.retry ?? null,
          comments: detail?.comments ?? [],
          time: blocks.time(index),
          firstChunk: blocks.firstChunk(index),
          lastChunk: blocks.lastChunk(index),
          start: blocks.start(index),
          end: blocks.end(index),
        }
      }),
      eventCount: stream.eventCount,
      length: stream.bytes.length,
      bytesHeld: stream.bytes.held,
      drops: stream.drops,
      problems: stream.problems.kept,
      body: body && base64(body),
    }
  })
  return { streams, faults: session.faults }
}

/** The whole recorded session as the panel holds it. Bodies only where asked for. */
export function sessionSnapshot(
  panel: PanelHandle,
  options: { bodies?: boolean } = {},
): Promise<SessionSnapshot> {
  return panel.frame.evaluate(readSession, options.bodies ?? false)
}

/** What a large stream kept and lost, without its chunks and blocks. */
export type StreamTotals = Pick<StreamSnapshot, 'state' | 'length' | 'bytesHeld' | 'drops'>

export function streamTotals(panel: PanelHandle, at = 0): Promise<StreamTotals> {
  return panel.frame.evaluate(index => {
    const stream = globalThis.streamtap?.session.streams[index]
    if (!stream) throw new Error('The session has no such stream.')
    const { state, bytes, drops } = stream
    return { state, length: bytes.length, bytesHeld: bytes.held, drops }
  }, at)
}
