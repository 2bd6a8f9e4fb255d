import type { Content, Response } from 'har-format'
import type { Stream } from '../session/types'
import type { ExportBody } from './body'
import { responseCookies } from './cookies'
import { headerValue, toHarHeaders, UNKNOWN_VERSION } from './headers'
import type { ExportParts } from './redact'

/** Chrome's word for a type it does not know; its importer understands it. */
const UNKNOWN_TYPE = 'x-unknown'

/** Status 0 where no response came. */
export const harResponse = (stream: Stream, parts: ExportParts, body: ExportBody): Response => ({
  status: stream.response?.status ?? 0,
  statusText: stream.response?.statusText ?? '',
  httpVersion: UNKNOWN_VERSION,
  cookies: responseCookies(parts.responseHeaders),
  headers: toHarHeaders(parts.responseHeaders),
  content: toContent(stream, parts, body),
  redirectURL: '',
  headersSize: -1,
  // Bytes on the wire, before content decoding: unknown to the page.
  bodySize: -1,
})

const toContent = (stream: Stream, parts: ExportParts, body: ExportBody): Content => ({
  size: body.size,
  mimeType: contentType(stream, parts),
  ...(stream.response !== null && { text: body.text }),
})

/** Chrome reads events under the bare type alone, so parameters and wrong types stay in the headers. */
const contentType = (stream: Stream, parts: ExportParts): string =>
  stream.format === 'event-stream'
    ? 'text/event-stream'
    : headerValue(parts.responseHeaders, 'content-type') || UNKNOWN_TYPE
