import type { HeaderList, RequestBody } from '../wire/records'
import type { ByteCount, EpochMilliseconds } from '../wire/units'

/** A request as DevTools' network API tells of it: what its HAR entry says, checked. */
export interface NetworkEntry {
  startedAt: EpochMilliseconds
  /** When the answer's head had come; equal to `startedAt` where that is not told. */
  answeredAt: EpochMilliseconds
  /** The last that was heard of it: its end, once it has ended. */
  lastAt: EpochMilliseconds
  method: string
  url: string
  /** Such as `h2`; '' where it is not told. */
  httpVersion: string
  requestHeaders: HeaderList
  body: RequestBody
  /** Chrome's word for what asked: `eventsource`, `fetch`, `xhr` …; '' where the browser does not tell. */
  resourceType: string
  /** 0 while there is no answer. */
  status: number
  statusText: string
  responseHeaders: HeaderList
  /** Where a redirect leads, absolute; '' for other answers. */
  redirectUrl: string
  /** Such as `net::ERR_ABORTED`; '' where there was none, or none is told. */
  error: string
  /**
   * Whether a document of the page's own process asked; null where that is not told. Frames of other sites and workers
   * are `false` alike.
   */
  isOfPage: boolean | null
  /** The script that asked; '' where it is not told. */
  initiator: string
  isFromServiceWorker: boolean
  /** Events listed so far, to be read with `readListed` one by one: there may be very many. */
  listed: readonly unknown[]
  /** The body so far, where the entry holds it. */
  content: BodyText | null
}

/** A body as the API gives it: text, or base64 where `encoding` says so. */
export interface BodyText {
  text: string
  encoding: string
  /** Bytes of the body without content coding; null where that is not told. */
  size: ByteCount | null
}

/** An event as Chrome's network API lists it. */
export interface ListedEvent {
  at: EpochMilliseconds
  type: string
  data: string
  /** The last event ID in force. */
  id: string
}

/** The value of the first header of that name, in lower case; '' where there is none. */
export const headerOf = (headers: HeaderList, name: string): string =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? ''

export const contentTypeOf = (entry: NetworkEntry): string => headerOf(entry.responseHeaders, 'content-type')
