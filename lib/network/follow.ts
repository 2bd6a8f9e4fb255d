import type { CaptureRecord, CloseReason, StreamOpened, StreamSource } from '../wire/records'
import type { EpochMilliseconds, StreamId } from '../wire/units'
import { contentTypeOf, type ListedEvent, type NetworkEntry } from './entry'
import { writeEvent } from './events'
import { answerOf, eventsBehind, seenBody, sentId } from './fill'
import type { KnownRequest } from './ledger'
import { listedEvents } from './listed'
import type { Pauses } from './pauses'
import { type Piece, piecesOfBody } from './pieces'
import { runsOf } from './reconcile'
import { NOTHING_SETTLED } from './settled'
import { isEventStreamType } from './stream-types'

/** A stream that no page saw, told from DevTools' list alone. */
export interface Follower {
  /** Whether the last of it was told. */
  readonly isDone: boolean
  /** What is new since the call before. */
  read(now: EpochMilliseconds): readonly CaptureRecord[]
}

export const createFollower = (request: KnownRequest, streamId: StreamId, pauses: Pauses): Follower => {
  let isOpened = false
  let isAnswered = false
  let isDone = false
  let listedCount = 0
  let chunkCount = 0
  let bytesTold = 0
  let lastId = sentId(request)

  const open = (): readonly CaptureRecord[] => {
    if (isOpened) return []
    isOpened = true
    return [openedOf(request.entry, streamId)]
  }

  const answer = (): readonly CaptureRecord[] => {
    const { entry } = request
    if (isAnswered || entry.status === 0) return []
    isAnswered = true
    return [answerOf(entry, streamId, entry.url)]
  }

  const tell = (pieces: readonly Piece[]): readonly CaptureRecord[] => {
    chunkCount += pieces.length
    return runsOf(streamId, pieces)
  }

  const listEvents = (): readonly CaptureRecord[] => {
    const events = listedEvents(request.entry, listedCount)
    listedCount = request.entry.listed.length
    const taken = events.filter(({ at }) => pauses.isRecorded(at))
    return [...tell(taken.map(write)), ...paused(events.length - taken.length, request.entry.lastAt, 0)]
  }

  const write = (event: ListedEvent): Piece => {
    const bytes = writeEvent(event, lastId)
    lastId = event.id
    return { at: event.at, consumer: 'devtools-events', bytes }
  }

  const paused = (chunks: number, at: EpochMilliseconds, bytes: number): readonly CaptureRecord[] =>
    chunks === 0 ? [] : [{ kind: 'records-dropped', streamId, at, reason: 'recording-off', chunks, bytes }]

  /** The bytes that are new. Their time is when they are seen. */
  const growBody = (now: EpochMilliseconds): readonly CaptureRecord[] => {
    const body = seenBody(request, now)
    if (body === null || body.bytes.length <= bytesTold) return []
    const bytes = body.bytes.subarray(bytesTold)
    const since = body.growth.at(-2)?.at ?? request.entry.startedAt
    bytesTold = body.bytes.length
    if (pauses.touch(since, now)) return paused(1, now, bytes.length)
    return tell([{ at: now, consumer: 'devtools-body', bytes }])
  }

  /** The true bytes, at the end, take the place of the events that were listed. */
  const restate = (now: EpochMilliseconds): readonly CaptureRecord[] => {
    const { entry } = request
    if (chunkCount === 0 || bytesTold > 0) return growBody(now)
    const seen = seenBody(request, now)
    if (seen === null || seen.bytes.length === 0 || pauses.touch(entry.startedAt, now)) return []
    const body = eventsBehind(seen, NOTHING_SETTLED, sentId(request))
    const { pieces = [] } = piecesOfBody([], listedEvents(entry), body) ?? {}
    return [{ kind: 'stream-restated', streamId, at: now, chunks: 0 }, ...tell(pieces)]
  }

  const close = (now: EpochMilliseconds): readonly CaptureRecord[] => {
    if (!request.isFinished || (request.isBodyAsked && !request.isBodySettled)) return []
    isDone = true
    return [...restate(now), closedOf(request.entry, streamId)]
  }

  return {
    get isDone() {
      return isDone
    },
    read: now => {
      if (isDone) return []
      const isBodyOnly = request.entry.listed.length === 0
      const more = isBodyOnly && !request.isFinished ? growBody(now) : listEvents()
      return [...open(), ...answer(), ...more, ...close(now)]
    },
  }
}

const SOURCES: ReadonlyMap<string, StreamSource> = new Map([
  ['eventsource', 'event-source'],
  ['fetch', 'fetch'],
  ['xhr', 'xhr'],
])

const openedOf = (entry: NetworkEntry, streamId: StreamId): StreamOpened => ({
  kind: 'stream-opened',
  streamId,
  at: entry.startedAt,
  source: SOURCES.get(entry.resourceType) ?? 'unknown',
  method: entry.method,
  url: entry.url,
  headers: entry.requestHeaders,
  body: entry.body,
  observer: 'devtools',
})

const closedOf = (entry: NetworkEntry, streamId: StreamId): CaptureRecord => ({
  kind: 'stream-closed',
  streamId,
  at: entry.lastAt,
  reason: reasonOf(entry),
  message: entry.error,
})

/** `close()` of an `EventSource`, and an abort or a cancelled reader elsewhere, look alike in the list. */
const reasonOf = (entry: NetworkEntry): CloseReason => {
  const isAborted = entry.error.endsWith('ERR_ABORTED')
  if (entry.resourceType === 'eventsource') {
    const isRefused = entry.status > 0 && (entry.status !== 200 || !isEventStreamType(contentTypeOf(entry)))
    if (isRefused) return 'refused'
    return isAborted ? 'closed' : 'lost'
  }
  if (isAborted) return 'aborted'
  return entry.error === '' ? 'complete' : 'failed'
}
