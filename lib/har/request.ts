import type { PostData, Request } from 'har-format'
import type { Stream } from '../session/types'
import type { HeaderList, RequestBody } from '../wire/records'
import { requestCookies } from './cookies'
import { headerValue, toHarHeaders, UNKNOWN_VERSION } from './headers'
import type { ExportParts } from './redact'
import type { RequestBodyDetail } from './types'
import { toAbsoluteUrl, toHarUrl } from './url'

/** What stands where the page asked for something that is no URL. */
const NO_URL = 'about:invalid'

export const harRequest = (stream: Stream, parts: ExportParts): Request => {
  const url = harUrl(parts)
  const postData = toPostData(parts.requestBody, parts.requestHeaders)
  return {
    method: stream.opened.method,
    url,
    httpVersion: stream.listed?.httpVersion || UNKNOWN_VERSION,
    cookies: requestCookies(parts.requestHeaders),
    headers: toHarHeaders(parts.requestHeaders),
    queryString: queryOf(url),
    headersSize: -1,
    bodySize: bodySize(stream.opened.body),
    ...(postData && { postData }),
  }
}

export const harUrl = (parts: ExportParts): string =>
  toHarUrl(toAbsoluteUrl(parts.url, parts.documentUrl) ?? NO_URL)

/** How much of the request's body is known; the text itself is `postData.text`. */
export const requestBodyDetail = (body: RequestBody): RequestBodyDetail =>
  body.kind === 'text' ? { kind: 'text', length: body.length } : body

const queryOf = (url: string): Request['queryString'] =>
  Array.from(new URLSearchParams(url.split('?').slice(1).join('?')), ([name, value]) => ({ name, value }))

const toPostData = (body: RequestBody, headers: HeaderList): PostData | null => {
  const type = headerValue(headers, 'content-type')
  if (body.kind === 'text') return { mimeType: type ?? 'text/plain;charset=UTF-8', text: body.text }
  if (body.kind === 'form-data')
    return { mimeType: type ?? 'multipart/form-data', params: body.names.map(name => ({ name })) }
  return null
}

/** Bytes of the body as the page gave it; -1 where that is not known. */
const bodySize = (body: RequestBody): number => {
  if (body.kind === 'none') return 0
  if (body.kind === 'not-captured') return body.size ?? -1
  if (body.kind === 'form-data' || body.text.length !== body.length) return -1
  return new TextEncoder().encode(body.text).length
}
