import type { StreamKey } from '../session/types'
import type { DocumentId, EpochMilliseconds, Milliseconds } from '../wire/units'
import type { BodyText } from './entry'
import { listedOf } from './fill'
import { createFills } from './fills'
import { createFollower, type Follower } from './follow'
import { createLedger, type KnownRequest, type NetworkItem, release } from './ledger'
import { isSameExchange, matchRequests } from './match'
import { askerOf, createOwnDocuments } from './own-documents'
import { createPauses } from './pauses'
import { createPolling } from './polling'
import type { NetworkSession, ObservedStream } from './session-view'
import { isUndecided, ownerOf } from './unseen'

/** DevTools' own network API, as far as it is used. What it hands over is unchecked. */
export interface NetworkApi {
  /** All requests of the tab that DevTools lists now. */
  list(): Promise<readonly NetworkItem[]>
  /** Calls for each request at its end. Returns its undo. */
  onFinished(handler: (item: NetworkItem) => void): () => void
  /** Where the addresses of the extension's own scripts begin; '' where the API names no scripts. */
  ownScripts: string
}

export interface NetworkOptions {
  api: NetworkApi
  session: NetworkSession
  /** Whether nothing of that origin is to be recorded; 'null' stands for one that is not told. */
  isIgnored: (origin: string) => boolean
  now: () => EpochMilliseconds
  /** Calls once after so long; returns its undo. */
  schedule: (callback: () => void, delay: Milliseconds) => () => void
}

/** Completes the session with what DevTools sees and the page does not. */
export interface Network {
  setRecording(isOn: boolean): void
  /** The tab shows another page, or one from before again: what is known up to now is of the page before. */
  changePage(openedAt: EpochMilliseconds): void
  /** The session was emptied: of what began before, nothing is to come up again as if no page had asked for it. */
  clear(): void
  stop(): void
}

/** Requests end in bursts; the session is brought up to them at once. */
const GATHERING: Milliseconds = 50
/** How far the clock of DevTools may be from the page's. */
const CLOCKS_APART: Milliseconds = 250

export const createNetwork = ({ api, session, isIgnored, now, schedule }: NetworkOptions): Network => {
  const ledger = createLedger()
  const pauses = createPauses()
  const documents = createOwnDocuments(session)
  const fills = createFills(session, pauses, now)
  const followed = new Map<KnownRequest, { documentId: DocumentId; follower: Follower }>()
  let page = { since: 0, knownSince: 0 }
  let newestOpenedAt: EpochMilliseconds = 0
  let clearedAt: EpochMilliseconds = 0
  let cancelUpdate: (() => void) | null = null

  const updateSoon = () => {
    cancelUpdate ??= schedule(update, GATHERING)
  }

  const askForBody = (request: KnownRequest) => {
    if (!request.isFinished || request.isBodyAsked) return
    request.isBodyAsked = true
    const settle = (body: BodyText | null) => {
      request.body = body ?? request.body
      request.isBodySettled = true
      updateSoon()
    }
    request.readBody().then(settle, () => settle(null))
  }

  /** Tells the stream of the request's head as soon as both have the answer's. */
  const listHead = (stream: ObservedStream, request: KnownRequest): boolean => {
    const { document, opened } = stream
    const { entry, isFinished, isListed } = request
    if (isListed || !isAnswered(stream) || (entry.status === 0 && !isFinished)) return false
    request.isListed = true
    if (opened.source !== 'event-source' && !isSameExchange(stream, request)) return false
    session.append(document.id, listedOf(entry, opened.streamId, now()))
    return true
  }

  const completeSources = (): boolean => {
    let isNew = false
    const pageStreams = session.streams.filter(({ opened }) => opened.observer === undefined)
    const pairs = matchRequests(pageStreams, ledger.requests.filter(isOfPages))
    for (const [stream, request] of pairs) {
      request.owner = 'page'
      request.stream = stream.key
      if (listHead(stream, request)) isNew = true
      if (stream.opened.source !== 'event-source' && request.isListed) release(request)
      if (stream.opened.source !== 'event-source' || request.isReleased) continue
      askForBody(request)
      if (fills.fill(stream, request)) isNew = true
      else if (isOver(stream, request) && fills.isDone(stream, request)) release(request)
    }
    releaseCleared(new Set(pageStreams.map(({ key }) => key)))
    return isNew
  }

  /** Their streams were there and are not any more. */
  const releaseCleared = (there: ReadonlySet<StreamKey>) => {
    for (const request of ledger.requests)
      if (request.stream !== null && !there.has(request.stream)) release(request)
  }

  const decideOwners = () => {
    const context = { ownScripts: api.ownScripts, now: now() }
    for (const request of ledger.requests) {
      if (request.owner !== 'unknown') continue
      request.owner = isPast(request) ? 'past' : ownerOf(request, ledger.requests, context)
      if (request.owner === 'devtools' && isUnwanted(request)) request.owner = 'past'
      if (request.owner === 'devtools') follow(request)
      else if (request.owner === 'past' || isOfPageAlone(request)) release(request)
    }
  }

  const isUnwanted = ({ entry }: KnownRequest): boolean =>
    entry.startedAt <= clearedAt || isIgnored(askerOf(entry))

  const isPast = ({ entry, firstSeenAt }: KnownRequest): boolean =>
    !pauses.isRecorded(entry.startedAt) ||
    (firstSeenAt >= page.knownSince && entry.startedAt < page.since - CLOCKS_APART)

  const follow = (request: KnownRequest) => {
    const { documentId, streamId } = documents.place(request.entry)
    followed.set(request, { documentId, follower: createFollower(request, streamId, pauses) })
  }

  const readFollowed = (): boolean => {
    let isNew = false
    for (const [request, { documentId, follower }] of followed) {
      askForBody(request)
      for (const record of follower.read(now())) {
        session.append(documentId, record)
        isNew = true
      }
      if (!follower.isDone) continue
      followed.delete(request)
      release(request)
    }
    return isNew
  }

  /** Brings the session up to what the ledger knows; whether there was anything new. */
  const update = (): boolean => {
    cancelUpdate?.()
    cancelUpdate = null
    if (pauses.isOff) return false
    const isCompleted = completeSources()
    decideOwners()
    return readFollowed() || isCompleted
  }

  const isBusy = () =>
    followed.size > 0 ||
    session.streams.some(isOpenSource) ||
    ledger.requests.some(request => isUndecided(request, now()))

  const polling = createPolling({
    poll: async () => {
      ledger.replace(await api.list(), now())
      return update()
    },
    isBusy,
    now,
    schedule,
  })
  const removeFinished = api.onFinished(item => {
    if (ledger.finish(item, now()) !== null) updateSoon()
  })
  const removeSubscription = session.subscribe(() => polling.notice(session.streams.length))
  polling.start()

  return {
    setRecording: isOn => {
      pauses.set(isOn, now())
      if (isOn) polling.start()
      else polling.stop()
    },
    changePage: openedAt => {
      // A busy page says hello late. One that comes back from the back/forward cache was opened before the last one.
      page = { since: openedAt > newestOpenedAt ? openedAt : now(), knownSince: now() }
      newestOpenedAt = Math.max(newestOpenedAt, openedAt)
      documents.leave(page.knownSince)
      followed.clear()
      for (const request of ledger.requests) {
        if (request.owner === 'unknown') continue
        request.owner = 'past'
        release(request)
      }
      polling.hurry()
    },
    clear: () => {
      clearedAt = now()
    },
    stop: () => {
      removeFinished()
      removeSubscription()
      polling.stop()
      cancelUpdate?.()
    },
  }
}

const isOfPages = ({ owner }: KnownRequest): boolean => owner === 'unknown' || owner === 'page'

/** The page's own reads show all of it. What asked is not told of a redirected `EventSource`, nor of the redirect. */
const isOfPageAlone = ({ owner, entry }: KnownRequest): boolean =>
  owner === 'page' && /^(fetch|xhr)$/.test(entry.resourceType)

/** As far as its page will tell. */
const isAnswered = ({ opened, response, closed, state }: ObservedStream): boolean =>
  opened.source === 'event-source' || response !== null || closed !== null || state === 'left'

const isOver = ({ closed }: ObservedStream, { isFinished, isBodySettled }: KnownRequest): boolean =>
  closed !== null && isFinished && isBodySettled

const isOpenSource = ({ opened, closed, state }: ObservedStream): boolean =>
  opened.source === 'event-source' && opened.observer === undefined && closed === null && state !== 'left'
