import type { CaptureRecord } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import { bodyBytes, withoutCutCharacter } from './body-bytes'
import { contentTypeOf, headerOf, type ListedEvent, type NetworkEntry } from './entry'
import { readEvents, writeEvent } from './events'
import { type Heard, heardOf } from './heard'
import type { KnownRequest } from './ledger'
import { listedEvents } from './listed'
import type { Pauses } from './pauses'
import { type HeardEvent, piecesOfBody, piecesOfEvents, type SeenBody, type SeenBytes } from './pieces'
import { reconcile } from './reconcile'
import type { ObservedStream } from './session-view'
import { NOTHING_SETTLED, type Settled } from './settled'

/** What completes an `EventSource`, and how much of it is settled once that is appended. */
export interface Filling {
  records: readonly CaptureRecord[]
  settled: Settled
}

interface Circumstances {
  pauses: Pauses
  now: EpochMilliseconds
}

/** Completes an `EventSource` of the page, behind what is settled, with what DevTools knows of its connection. */
export const fill = (
  stream: ObservedStream,
  request: KnownRequest,
  settled: Settled,
  circumstances: Circumstances,
): Filling => {
  const filling = complete(stream, request, settled, circumstances)
  return { ...filling, records: [...answer(stream, request.entry), ...filling.records] }
}

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
  settled: Settled,
  { pauses, now }: Circumstances,
): Filling => {
  const isWhole =
    stream.bytes.holes().length === 0 && !pauses.touch(stream.opened.at, stream.closed?.at ?? now)
  const seen = isWhole ? seenBody(request, now) : null
  // The body is another story than the list, and may be told in another way at its end.
  if (seen === null ? settled.bytes > 0 : settled.bytes === 0 || request.isFinished) settled = NOTHING_SETTLED
  // Neither a list nor a body that can be used: what there is stands.
  if (seen === null && request.entry.listed.length === 0) return { records: [], settled }
  const heard = heardOf(stream, settled)
  if (heard === null) return { records: [], settled }
  const isKnown = ({ at }: ListedEvent) => at > heard.since && pauses.isRecorded(at)
  const listed = listedEvents(request.entry, settled.listed).filter(isKnown)
  const id = sentId(request) || (stream.opened.lastEventId ?? '')
  const ofBody = seen && piecesOfBody(heard.events, listed, eventsBehind(seen, settled, id))
  if (ofBody === null && settled.bytes > 0) return complete(stream, request, NOTHING_SETTLED, { pauses, now })
  const { pieces, settled: more } =
    ofBody ?? piecesOfEvents(seen ? withoutBody(heard) : heard.events, listed, { ...heard, now })
  return {
    records: reconcile(stream, heard.firstChunk, pieces, now),
    settled: canSettle(request, more, listed)
      ? {
          chunks: heard.firstChunk + more.chunks,
          listed: listed[more.listed - 1]?.end ?? settled.listed,
          bytes: settled.bytes + more.bytes,
          id: more.id,
        }
      : settled,
  }
}

/** The body is not this stream's: what was taken out of it for that may lack an ID that stood before. */
const withoutBody = ({ events, previousId }: Heard): readonly HeardEvent[] =>
  events.map((each, index) => {
    if (each.consumer === 'dispatch') return each
    const before = events[index - 1]?.event.id ?? previousId
    return { ...each, consumer: 'dispatch', bytes: writeEvent(each.event, before) }
  })

/** Twins, and a body's listed events, can only be told apart from the start. */
const canSettle = ({ entry }: KnownRequest, { chunks, bytes }: Settled, listed: readonly ListedEvent[]) =>
  chunks > 0 && entry.resourceType !== 'other' && (bytes === 0 || listed.length === 0)

/** The body so far; null where there is none. `now` is when it is seen. */
export const seenBody = (
  { entry, body, growth, isFinished }: KnownRequest,
  now: EpochMilliseconds,
): SeenBytes | null => {
  if (body === null) return null
  const bytes = bodyBytes(isFinished ? body : withoutCutCharacter(body), contentTypeOf(entry))
  if (bytes.length > (growth.at(-1)?.end ?? 0)) growth.push({ end: bytes.length, at: now })
  return { bytes, growth }
}

/** The ID that was sent, which is in force where the body begins. */
export const sentId = ({ entry }: KnownRequest): string => headerOf(entry.requestHeaders, 'last-event-id')

/** What of a body is not settled, with its events. `id` is in force where the body begins. */
export const eventsBehind = ({ bytes, growth }: SeenBytes, settled: Settled, id: string): SeenBody => {
  const from = settled.bytes
  const rest = bytes.subarray(from)
  return {
    bytes: rest,
    events: from > 0 ? readEvents(rest, settled.id, true) : readEvents(rest, id),
    growth: growth.filter(({ end }) => end > from).map(({ end, at }) => ({ end: end - from, at })),
  }
}
