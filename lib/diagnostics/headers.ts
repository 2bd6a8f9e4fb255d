import type { Stream } from '../session/types'
import type { HeaderList } from '../wire/records'

/** A header's value by its name in lower case; null where there is none or the page could not see it. */
export const headerOf = (headers: HeaderList, name: string): string | null =>
  headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? null

export const responseHeader = ({ response }: Stream, name: string): string | null =>
  headerOf(response?.headers ?? [], name)

/** An answer's header as the page saw it, else as DevTools lists it; null where neither tells. */
export const answerHeader = (stream: Stream, name: string): string | null =>
  responseHeader(stream, name) ?? headerOf(stream.listed?.responseHeaders ?? [], name)

export const requestHeader = ({ opened }: Stream, name: string): string | null =>
  headerOf(opened.headers, name)

/** The answer's media type without parameters, in lower case; '' where none was seen. */
export const mediaType = (stream: Stream): string =>
  (responseHeader(stream, 'content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''

/** The last event ID that the request named; '' where it named none. */
export const resumedFrom = (stream: Stream): string =>
  stream.opened.lastEventId || requestHeader(stream, 'last-event-id') || ''

/** tRPC's answers say which of its forms was asked for. */
export const isTrpc = (stream: Stream): boolean =>
  responseHeader(stream, 'trpc-accept') !== null || /trpc-accept/i.test(responseHeader(stream, 'vary') ?? '')
