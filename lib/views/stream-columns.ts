import type { Stream, StreamKey } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import { frameLabel } from './frame-label'
import { contentType } from './headers'
import { streamRate } from './stream-rate'
import { kindOf, sourceName, streamDuration, streamName } from './stream-row'

/** Columns of the streams grid, in the order they stand. */
export const STREAM_COLUMNS = [
  'state',
  'method',
  'name',
  'status',
  'type',
  'source',
  'frame',
  'kind',
  'activity',
  'start',
  'events',
  'chunks',
  'size',
  'rate',
  'time',
  'protocol',
  'findings',
] as const

export type StreamColumn = (typeof STREAM_COLUMNS)[number]

/** Those shown where the user chose none. */
export const DEFAULT_COLUMNS: readonly StreamColumn[] = [
  'state',
  'method',
  'name',
  'frame',
  'kind',
  'activity',
  'events',
  'size',
  'time',
  'protocol',
  'findings',
]

export interface StreamSort {
  column: StreamColumn
  descending: boolean
}

/** What is known of a stream beside the stream itself. */
export interface StreamRanks {
  /** The worse what was found in it, the higher; 0 where nothing was. */
  findings(key: StreamKey): number
  /** '' where none is known. */
  protocol(key: StreamKey): string
}

/** What a column sorts by. What is not known comes first. */
export const sortValue = (
  stream: Stream,
  column: StreamColumn,
  now: EpochMilliseconds,
  ranks: StreamRanks,
): number | string => {
  const { opened, response, chunks } = stream
  switch (column) {
    case 'state':
      return stream.state
    case 'method':
      return opened.method
    case 'name':
      return streamName(opened.url)
    case 'status':
      return response?.status ?? -1
    case 'type':
      return contentType(response?.headers ?? [])
    case 'source':
      return sourceName(opened.source)
    case 'frame':
      return frameLabel(stream.document, opened).label
    case 'kind':
      return kindOf(stream)
    case 'activity':
      return chunks.length > 0 ? chunks.time(chunks.length - 1) : -1
    case 'start':
      return opened.at
    case 'events':
      return stream.eventCount
    case 'chunks':
      return chunks.length
    case 'size':
      return stream.bytes.length
    case 'rate':
      return streamRate(stream) ?? -1
    case 'time':
      return streamDuration(stream, now)
    case 'findings':
      return ranks.findings(stream.key)
    case 'protocol':
      return ranks.protocol(stream.key)
  }
}

export const isStreamColumn = (value: string): value is StreamColumn =>
  STREAM_COLUMNS.some(column => column === value)
