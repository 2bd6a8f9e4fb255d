import type { CaptureRecord } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import { bodyBytes, withoutCutCharacter } from './body-bytes'
import { contentTypeOf, headerOf, type ListedEvent, type NetworkEntry } from './entry'
import { readEvents } from './events'
import { heardOf } from './heard'
import type { KnownRequest } from './ledger'
import { listedEvents } from './listed'
import type { Pauses } from './pauses'
import { piecesOfBody, piecesOfEvents, type SeenBody } from './pieces'
import { reconcile } from './reconcile'
import type { ObservedStream } from './session-view'

/** The records that complete an `EventSource` of the page with what DevTools knows of its connection. */
export const fill = (
  stream: ObservedStream,
  request: KnownRequest,
  pauses: Pauses,
  now: EpochMilliseconds,
): readonly CaptureRecord[] => [...answer(stream, request.entry), ...complete(stream, request, pauses, now)]

const answer = ({ opened, response }: ObservedStream, entry: NetworkEntry): readonly CaptureRecord[] =>
  response === null && entry.status > 0 ? [answerOf(entry, opened.streamId, opened.url)] : []

/** The answer's head. `asked` is the address before any redirect. */
export const answerOf = (entry: NetworkEntry, streamId: number, asked: string): CaptureRecord => ({
  kind: 'response-received',
  streamId,
  at: entry.answeredAt,
  url: entry.url,
  status: entry.status,
  statusText: entry.statusText,
  headers: entry.responseHeaders,
  responseType: '',
  redirected: asked.split('#', 1)[0] !== entry.url,
})

export const listedOf = (entry: NetworkEntry, streamId: number, at: EpochMilliseconds): CaptureRecord => ({
  kind: 'exchange-listed',
  streamId,
  at,
  httpVersion: entry.httpVersion,
  requestHeaders: entry.requestHeaders,
  responseHeaders: entry.responseHeaders,
})

const complete = (
  stream: ObservedStream,
  request: KnownRequest,
  pauses: Pauses,
  now: EpochMilliseconds,
): readonly CaptureRecord[] => {
  const heard = heardOf(stream)
  if (heard === null) return []
  const isKnown = ({ at }: ListedEvent) => at > heard.since && pauses.isRecorded(at)
  const listed = listedEvents(request.entry).filter(isKnown)
  const isWhole = heard.firstChunk === 0 && !pauses.touch(stream.opened.at, stream.closed?.at ?? now)
  const body = isWhole ? seenBody(request, stream.opened.lastEventId ?? '', now) : null
  const pieces =
    (body && piecesOfBody(heard.events, listed, body)) ??
    piecesOfEvents(heard.events, listed, { ...heard, now })
  return reconcile(stream, heard.firstChunk, pieces, now)
}

/** The body so far with its events; null where there is none. `now` is when it is seen. */
export const seenBody = (
  { entry, body, growth, isFinished }: KnownRequest,
  id: string,
  now: EpochMilliseconds,
): SeenBody | null => {
  if (body === null) return null
  const bytes = bodyBytes(isFinished ? body : withoutCutCharacter(body), contentTypeOf(entry))
  if (bytes.length > (growth.at(-1)?.end ?? 0)) growth.push({ end: bytes.length, at: now })
  const sent = headerOf(entry.requestHeaders, 'last-event-id')
  return { bytes, events: readEvents(bytes, sent || id), growth }
}
