import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { contentTypeOf, type NetworkEntry } from './entry'
import type { KnownRequest } from './ledger'
import { isStreamType } from './stream-types'

/** How long the page's record of a request may take: a frame just made first has to say hello. */
export const GRACE: Milliseconds = 2_000

/**
 * Whose a request is that matches no stream of the page: a worker's, which no hook of ours sees (`devtools`), or the
 * page's all the same; `unknown` where that is still to be seen. `ownScripts` is where addresses of Streamtap's own
 * scripts begin.
 */
export const ownerOf = (
  request: KnownRequest,
  requests: readonly KnownRequest[],
  { ownScripts, now }: { ownScripts: string; now: EpochMilliseconds },
): KnownRequest['owner'] => {
  const { entry, firstSeenAt } = request
  if (entry.isOfPage === true || isHooked(entry, ownScripts) || entry.redirectUrl !== '') return 'page'
  if (!isStream(entry) || isPassedOn(request, requests)) return 'unknown'
  // A stack without our hook is not a page's. Without any stack it may be a frame's whose record is on its way.
  return entry.initiator !== '' || now - firstSeenAt >= GRACE ? 'devtools' : 'unknown'
}

/** Whether it may become clear soon whose the request is. */
export const isUndecided = ({ owner, firstSeenAt }: KnownRequest, now: EpochMilliseconds): boolean =>
  owner === 'unknown' && now - firstSeenAt < 2 * GRACE

/** What a page asks for by `fetch` or `XMLHttpRequest` passes through our hooks, which stand on top of the stack. */
const isHooked = ({ initiator }: NetworkEntry, ownScripts: string): boolean =>
  ownScripts !== '' && initiator.startsWith(ownScripts)

const isStream = (entry: NetworkEntry): boolean =>
  entry.resourceType === 'eventsource' || isStreamType(contentTypeOf(entry))

/**
 * Whether a service worker hands the answer on to a page that asked for the same, and reads nothing of it: the stream
 * is the page's then.
 */
const isPassedOn = ({ entry, body }: KnownRequest, requests: readonly KnownRequest[]): boolean =>
  entry.listed.length === 0 &&
  (body === null || body.text === '') &&
  requests.some(
    ({ entry: other }) =>
      other.isFromServiceWorker &&
      other.url === entry.url &&
      other.method === entry.method &&
      other.startedAt <= entry.startedAt,
  )
