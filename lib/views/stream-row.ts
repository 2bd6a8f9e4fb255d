import type { FormatId } from '../event-stream/types'
import type { Drop, FormatChooser, Stream, StreamKey, StreamState } from '../session/types'
import type { DropReason, StreamSource } from '../wire/records'
import type { ByteCount, EpochMilliseconds, Milliseconds } from '../wire/units'
import { type FrameLabel, frameLabel } from './frame-label'
import { contentType } from './headers'
import { quietTime, streamRate } from './stream-rate'
import { parseUrl } from './url'

/** One line of the streams grid. */
export interface StreamRow {
  key: StreamKey
  number: number
  state: StreamState
  /** Still able to grow. */
  live: boolean
  method: string
  /** The last two segments of the path, and the query; the host where the path is empty. */
  name: string
  url: string
  frame: FrameLabel
  /** The API that opened it, and the format's short name, else the answer's content type. */
  kind: string
  /** What settled the format; null where nothing did. */
  formatChosenBy: FormatChooser | null
  /** No hook in a page saw it: DevTools did. */
  seenByDevTools: boolean
  status: number | null
  /** The answer's content type; '' where it is not known. */
  type: string
  /** The API that opened it, as code calls it; '' where nobody knows. */
  source: string
  events: number
  chunks: number
  size: ByteCount
  /** Bytes a second; null where no time lies between the answer and its last chunk. */
  rate: number | null
  /** How long it has been without a sign of life; null where that is not long, or it does not run. */
  quiet: Milliseconds | null
  dropped: DropTotal[]
  duration: Milliseconds
  startedAt: EpochMilliseconds
}

/** What one limit cost a stream. */
export interface DropTotal {
  reason: DropReason
  chunks: number
  bytes: ByteCount
}

const NAME_LIMIT = 200
const SOURCE_NAMES = { fetch: 'fetch', 'event-source': 'EventSource', xhr: 'XHR', unknown: '' } as const
/** Short, as in the streams grid. */
export const FORMAT_NAMES: Readonly<Record<FormatId, string>> = {
  'event-stream': 'SSE',
  'json-lines': 'NDJSON',
  'json-seq': 'JSON seq',
  connect: 'Connect',
  'grpc-web': 'gRPC-Web',
  multipart: 'Multipart',
  'ai-data-stream': 'AI data',
  rsc: 'RSC',
  'json-array': 'JSON array',
  'turbo-stream': 'Turbo',
  'plain-text': 'Text',
}

export const streamRow = (stream: Stream, now: EpochMilliseconds): StreamRow => ({
  key: stream.key,
  number: stream.number,
  state: stream.state,
  live: isLive(stream.state),
  method: stream.opened.method,
  name: streamName(stream.opened.url),
  url: stream.opened.url,
  frame: frameLabel(stream.document, stream.opened),
  kind: kindOf(stream),
  formatChosenBy: stream.formatChosenBy,
  seenByDevTools: stream.opened.observer === 'devtools',
  status: stream.response?.status ?? null,
  type: contentType(stream.response?.headers ?? []),
  source: sourceName(stream.opened.source),
  events: stream.eventCount,
  chunks: stream.chunks.length,
  size: stream.bytes.length,
  rate: streamRate(stream),
  quiet: quietTime(stream, now),
  dropped: dropTotals(stream.drops),
  duration: streamDuration(stream, now),
  startedAt: stream.opened.at,
})

/** Source and format in short, else the content type. */
export const kindOf = ({ opened, format, response }: Stream) =>
  `${sourceName(opened.source)} ${format ? FORMAT_NAMES[format] : contentType(response?.headers ?? [])}`.trim()

/** The API as code calls it. */
export const sourceName = (source: StreamSource): string => SOURCE_NAMES[source]

export const isLive = (state: StreamState) => state === 'pending' || state === 'open'

/** From the request to the end; to `now` while it runs; to the last sign of life where its document left. */
export const streamDuration = (stream: Stream, now: EpochMilliseconds): Milliseconds => {
  const end = stream.closed?.at ?? (isLive(stream.state) ? now : lastSignOfLife(stream))
  return Math.max(0, end - stream.opened.at)
}

const lastSignOfLife = ({ chunks, response, connected, opened }: Stream) =>
  chunks.length > 0 ? chunks.time(chunks.length - 1) : (response?.at ?? connected?.at ?? opened.at)

export const streamName = (url: string): string => {
  const parsed = parseUrl(url)
  if (!parsed?.host) return url.slice(0, NAME_LIMIT)
  const last = parsed.pathname.split('/').filter(Boolean).slice(-2).join('/')
  return ((last || parsed.host) + parsed.search).slice(0, NAME_LIMIT)
}

/** Drops summed up by reason, in the order the reasons first struck. */
export const dropTotals = (drops: readonly Drop[]): DropTotal[] => {
  const totals: DropTotal[] = []
  for (const drop of drops) {
    const known = totals.find(total => total.reason === drop.reason)
    if (!known) totals.push({ ...drop })
    else {
      known.chunks += drop.chunks
      known.bytes += drop.bytes
    }
  }
  return totals
}
