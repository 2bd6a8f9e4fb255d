import { isCount, isObject } from '../wire/guards'
import { LIST_LENGTH, REQUEST_TEXT_LENGTH, STRING_LENGTH } from '../wire/limits'
import type { HeaderList, RequestBody } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import type { BodyText, ListedEvent, NetworkEntry } from './entry'

/** The longest body that is taken over, in UTF-16 code units. */
export const BODY_LENGTH = 64 * 1024 * 1024

/**
 * What DevTools' network API says of one request, or null where it makes no sense. The API is the browser's, but the
 * addresses, headers and bodies in it are the page's and the server's: everything is checked here, once, and cut.
 */
export const readEntry = (value: unknown): NetworkEntry | null => {
  const request = field(value, 'request')
  const response = field(value, 'response')
  const startedAt = Date.parse(text(field(value, 'startedDateTime')))
  const url = field(request, 'url')
  if (!isCount(startedAt) || typeof url !== 'string' || url.length > STRING_LENGTH) return null
  const duration = count(field(value, 'time'))
  const resourceType = text(field(value, '_resourceType'))
  return {
    startedAt,
    answeredAt: startedAt + Math.max(0, duration - count(field(field(value, 'timings'), 'receive'))),
    lastAt: startedAt + duration,
    method: text(field(request, 'method')) || 'GET',
    url,
    httpVersion: text(field(response, 'httpVersion')).replace(/^unknown$/, ''),
    requestHeaders: readHeaders(field(request, 'headers')),
    body: readPostData(field(request, 'postData')),
    resourceType,
    status: count(field(response, 'status')),
    statusText: text(field(response, 'statusText')),
    responseHeaders: readHeaders(field(response, 'headers')),
    redirectUrl: resolve(text(field(response, 'redirectURL')), url),
    error: text(field(response, '_error')),
    // Chrome names a page for the requests of the process it began with; Firefox names one for all.
    isOfPage: resourceType === '' ? null : text(field(value, 'pageref')) !== '',
    initiator: readInitiator(field(value, '_initiator')),
    isFromServiceWorker: field(response, '_fetchedViaServiceWorker') === true,
    listed: list(field(value, '_eventSourceMessages')),
    content: readBody(field(response, 'content')),
  }
}

/** One of `NetworkEntry.listed`; null where it is no event. */
export const readListed = (value: unknown): ListedEvent | null => {
  const seconds = field(value, 'time')
  const type = field(value, 'eventName')
  const data = field(value, 'data')
  const id = field(value, 'eventId')
  if (!isCount(seconds) || typeof type !== 'string' || typeof data !== 'string') return null
  return { at: seconds * 1000, type: type || 'message', data, id: typeof id === 'string' ? id : '' }
}

/** A HAR `content`, or what `getContent` answers in that form. Null where there is no body, or far too large a one. */
export const readBody = (content: unknown): BodyText | null => {
  const body = field(content, 'text')
  if (typeof body !== 'string' || body.length > BODY_LENGTH) return null
  const size = field(content, 'size')
  return { text: body, encoding: text(field(content, 'encoding')), size: isCount(size) ? size : null }
}

const field = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

const text = (value: unknown): string => (typeof value === 'string' ? value.slice(0, STRING_LENGTH) : '')

const count = (value: unknown): EpochMilliseconds => (isCount(value) ? value : 0)

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const readHeaders = (value: unknown): HeaderList =>
  list(value)
    .slice(0, LIST_LENGTH)
    .map(header => [text(field(header, 'name')), text(field(header, 'value'))] as const)
    .filter(([name]) => name !== '')

const readPostData = (value: unknown): RequestBody => {
  const posted = field(value, 'text')
  if (typeof posted === 'string')
    return { kind: 'text', text: posted.slice(0, REQUEST_TEXT_LENGTH), length: posted.length }
  return value === undefined ? { kind: 'none' } : { kind: 'not-captured', type: 'Body', size: null }
}

/** The script at the top of the stack; worker scripts run under their own address. */
const readInitiator = (value: unknown): string => {
  const frame = list(field(field(value, 'stack'), 'callFrames'))[0]
  return text(field(frame, 'url')) || text(field(value, 'url'))
}

const resolve = (address: string, base: string): string =>
  address !== '' && URL.canParse(address, base) ? new URL(address, base).href : ''
