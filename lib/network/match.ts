import type { HeaderList, RequestBody } from '../wire/records'
import type { DocumentId, EpochMilliseconds, Milliseconds, StreamId } from '../wire/units'
import type { NetworkEntry } from './entry'
import type { KnownRequest } from './ledger'
import type { ObservedStream } from './session-view'

/** DevTools gives whole milliseconds, and reads the clock in another process. */
const EARLY: Milliseconds = 250
/** How long after the page's call its request may begin: pages are busy, and service workers start. */
const LATE: Milliseconds = 5_000

/**
 * Which request of DevTools' list is which stream of the page: by address, time, and order. There is no id that both
 * know. Each request is one stream's at most.
 */
export const matchRequests = (
  streams: readonly ObservedStream[],
  requests: readonly KnownRequest[],
): ReadonlyMap<ObservedStream, KnownRequest> => {
  const pairs = new Map<ObservedStream, KnownRequest>()
  const ordered = requests.toSorted((a, b) => a.entry.startedAt - b.entry.startedAt)
  const byUrl = Map.groupBy(ordered, ({ entry }) => entry.url)
  const candidates = streams.filter(({ opened }) => byUrl.has(withoutFragment(opened.url)))
  const reconnectedAt = reconnections(streams)
  const used = new Set<KnownRequest>()
  for (const stream of candidates.toSorted((a, b) => a.opened.at - b.opened.at)) {
    const { from, to } = spanOf(stream, reconnectedAt)
    const fitting = (byUrl.get(withoutFragment(stream.opened.url)) ?? []).filter(
      request => !used.has(request) && isLike(stream, request) && isWithin(request, from, to),
    )
    // A worker may ask for the same at the same time.
    const first = fitting.find(({ entry }) => entry.isOfPage === true) ?? fitting[0]
    if (!first) continue
    used.add(first)
    pairs.set(stream, lastOf(first, byUrl, used))
  }
  return pairs
}

/** A fragment is never sent, and DevTools does not list it. */
const withoutFragment = (url: string): string => url.split('#', 1)[0] ?? ''

const isWithin = ({ entry }: KnownRequest, from: EpochMilliseconds, to: EpochMilliseconds): boolean =>
  entry.startedAt >= from && entry.startedAt <= to

const keyOf = (documentId: DocumentId, streamId: StreamId): string => `${documentId}/${streamId}`

/** When which stream was taken up again. */
const reconnections = (streams: readonly ObservedStream[]): ReadonlyMap<string, EpochMilliseconds> => {
  const times = new Map<string, EpochMilliseconds>()
  for (const { document, opened } of streams)
    if (opened.follows !== undefined) times.set(keyOf(document.id, opened.follows), opened.at)
  return times
}

/** When the request of a stream may have begun. A reconnection waits for as long as the server asked for. */
const spanOf = (
  { opened, closed, document }: ObservedStream,
  reconnectedAt: ReadonlyMap<string, EpochMilliseconds>,
): { from: EpochMilliseconds; to: EpochMilliseconds } => {
  const ends = [
    closed?.at ?? Number.POSITIVE_INFINITY,
    reconnectedAt.get(keyOf(document.id, opened.streamId)) ?? Number.POSITIVE_INFINITY,
    opened.follows === undefined ? opened.at + LATE : Number.POSITIVE_INFINITY,
  ]
  return { from: opened.at - EARLY, to: Math.min(...ends) + EARLY }
}

/** What asked, as far as the browser tells: a redirected `EventSource` is `other` in Chrome. */
const SOURCES: Readonly<Record<ObservedStream['opened']['source'], readonly string[]>> = {
  'event-source': ['eventsource', 'other', ''],
  fetch: ['fetch', 'other', ''],
  xhr: ['xhr', 'other', ''],
  unknown: [''],
}

const isLike = ({ opened }: ObservedStream, { entry }: KnownRequest): boolean =>
  entry.method === opened.method.toUpperCase() && SOURCES[opened.source].includes(entry.resourceType)

/**
 * Whether the page saw of a stream what DevTools lists of the request: what was sent, and how it was answered. Requests
 * alike follow each other closely, and some are not in the list.
 */
export const isSameExchange = ({ opened, response }: ObservedStream, { entry }: KnownRequest): boolean =>
  hasSameBody(opened.body, entry.body) &&
  (response === null ||
    response.responseType === 'opaque' ||
    (response.status === entry.status && response.headers.every(header => isListed(header, entry))))

const hasSameBody = (sent: RequestBody, listed: RequestBody): boolean =>
  sent.kind !== 'text' || listed.kind !== 'text' || sent.text === listed.text

/** Pages see fields of one name as one. */
const isListed = ([name, value]: HeaderList[number], { responseHeaders }: NetworkEntry): boolean =>
  responseHeaders
    .filter(([each]) => each.toLowerCase() === name.toLowerCase())
    .map(([, each]) => each.trim())
    .join(', ') === value

/** Follows redirects, of which each is a request of its own in the list. */
const lastOf = (
  first: KnownRequest,
  byUrl: ReadonlyMap<string, readonly KnownRequest[]>,
  used: Set<KnownRequest>,
): KnownRequest => {
  let last = first
  for (;;) {
    const { redirectUrl, startedAt } = last.entry
    const next = byUrl
      .get(withoutFragment(redirectUrl))
      ?.find(request => !used.has(request) && request.entry.startedAt >= startedAt)
    if (redirectUrl === '' || !next) return last
    used.add(next)
    last = next
  }
}
