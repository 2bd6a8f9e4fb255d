import type { StreamKey } from '../session/types'
import type { ByteOffset, EpochMilliseconds } from '../wire/units'
import { type BodyText, contentTypeOf, headerOf, type NetworkEntry } from './entry'
import { readEntry } from './read-entry'
import { isStreamType } from './stream-types'

/** A request as the browser's API hands it over: unchecked, with a way to its body. */
export interface NetworkItem {
  entry: unknown
  /** Null where the browser has no body for it, or none yet. */
  readBody(): Promise<BodyText | null>
}

/** A request that is, or may be, a stream, and what became of it here. */
export interface KnownRequest {
  entry: NetworkEntry
  readonly firstSeenAt: EpochMilliseconds
  /** The last reading of the browser's list in which it stood. */
  round: number
  isFinished: boolean
  readBody: NetworkItem['readBody']
  /** Whether the body was asked for, and whether the answer has come. */
  isBodyAsked: boolean
  isBodySettled: boolean
  body: BodyText | null
  /** When how much of the body was seen. */
  readonly growth: { end: ByteOffset; at: EpochMilliseconds }[]
  /** Whose it is. `past`: not to be shown, whoever it is of. */
  owner: 'unknown' | 'page' | 'devtools' | 'past'
  /** The stream of the page that was found to be this. */
  stream: StreamKey | null
  /** Whether its head was told to the stream, or is another's. */
  isListed: boolean
  /** All that was wanted of it is taken: its events and its body are let go of, and nothing more is looked at. */
  isReleased: boolean
}

/** The requests that matter here, each once, however often the browser tells of them. */
export interface Ledger {
  readonly requests: readonly KnownRequest[]
  /** Takes over the browser's whole list. What it no longer names is forgotten. */
  replace(items: readonly NetworkItem[], at: EpochMilliseconds): void
  /** One request has ended. Null where it does not matter here. */
  finish(item: NetworkItem, at: EpochMilliseconds): KnownRequest | null
}

/** Lets go of what is large. The request stays known, as the browser goes on listing it. */
export const release = (request: KnownRequest): void => {
  if (request.isReleased) return
  request.isReleased = true
  request.entry = { ...request.entry, listed: [], content: null }
  request.body = null
  request.growth.length = 0
  request.readBody = readNothing
}

const readNothing = (): Promise<null> => Promise.resolve(null)

export const createLedger = (): Ledger => {
  let requests: KnownRequest[] = []
  let round = 0

  const add = (entry: NetworkEntry, { readBody }: NetworkItem, at: EpochMilliseconds): KnownRequest => {
    const isFinished = entry.error !== ''
    const known: KnownRequest = {
      ...{ entry, firstSeenAt: at, round, isFinished, readBody },
      ...{ isBodyAsked: false, isBodySettled: false },
      ...{
        body: entry.content,
        growth: [],
        owner: 'unknown',
        stream: null,
        isListed: false,
        isReleased: false,
      },
    }
    requests.push(known)
    return known
  }

  const update = (known: KnownRequest, entry: NetworkEntry) => {
    known.round = round
    if (known.isReleased) return
    known.entry = entry
    if (entry.content !== null) known.body = entry.content
    if (entry.error !== '') known.isFinished = true
  }

  return {
    get requests() {
      return requests
    },
    replace(items, at) {
      round++
      const earlier = byIdentity(requests)
      for (const item of items) {
        const entry = readEntry(item.entry)
        if (entry === null || !mayMatter(entry)) continue
        // The API gives no id. Requests alike in all of this come in the same order each time.
        const known = earlier.get(identityOf(entry))?.shift()
        if (known) update(known, entry)
        else add(entry, item, at)
      }
      requests = requests.filter(known => known.round === round)
    },
    finish(item, at) {
      const entry = readEntry(item.entry)
      if (entry === null || !mayMatter(entry)) return null
      const alike = byIdentity(requests).get(identityOf(entry)) ?? []
      // That it failed may have been listed before.
      const isThis = ({ isFinished, entry }: KnownRequest) => !isFinished || entry.error !== ''
      const known = alike.find(isThis) ?? add(entry, item, at)
      update(known, entry)
      known.isFinished = true
      if (!known.isReleased) known.readBody = item.readBody
      return known
    },
  }
}

const byIdentity = (requests: readonly KnownRequest[]): Map<string, KnownRequest[]> =>
  Map.groupBy(requests, ({ entry }) => identityOf(entry))

const identityOf = ({ startedAt, method, url }: NetworkEntry): string => `${startedAt} ${method} ${url}`

/** Streams by type, whatever an `EventSource` asked for, and the redirects that lead there. */
const mayMatter = (entry: NetworkEntry): boolean =>
  isStreamType(contentTypeOf(entry)) || mayBeSource(entry) || entry.redirectUrl !== ''

/** Where it is not told what asked, `EventSource` is known by what it always accepts. */
const mayBeSource = ({ resourceType, requestHeaders }: NetworkEntry): boolean =>
  resourceType === 'eventsource' ||
  (resourceType === '' && headerOf(requestHeaders, 'accept') === 'text/event-stream')
