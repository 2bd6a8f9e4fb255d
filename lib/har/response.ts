import type { Stream } from '../session/types'
import type { ExportBody } from './body'
import { responseCookies } from './cookies'
import { headerValue, toHarHeaders, UNKNOWN_VERSION } from './headers'
import type { ExportParts } from './redact'
import type { StreamtapContent, StreamtapResponse } from './types'

/** Chrome's word for a type it does not know; its importer understands it. */
const UNKNOWN_TYPE = 'x-unknown'

/** [spec] HTML 9.2.2: an `EventSource` opens, and dispatches, for status 200 and `text/event-stream` alone. */
const IMPLIED_STATUS = 200

/** Whether nobody saw the answer's head, and it is known all the same. */
export const isInferred = ({ opened, response, connected, bytes }: Stream): boolean =>
  opened.source === 'event-source' && response === null && (connected !== null || bytes.length > 0)

const hasAnswer = (stream: Stream): boolean =>
  stream.response !== null || isInferred(stream) || stream.bytes.length > 0

/** Status 0 where no response came, or none that was seen. */
export const harResponse = <Text>(
  stream: Stream,
  parts: ExportParts,
  body: ExportBody<Text>,
): StreamtapResponse<Text> => ({
  status: stream.response?.status ?? (isInferred(stream) ? IMPLIED_STATUS : 0),
  statusText: stream.response?.statusText ?? '',
  httpVersion: stream.listed?.httpVersion || UNKNOWN_VERSION,
  cookies: responseCookies(parts.responseHeaders),
  headers: toHarHeaders(parts.responseHeaders),
  content: toContent(stream, parts, body),
  redirectURL: '',
  headersSize: -1,
  // Bytes on the wire, before content decoding: unknown to the page.
  bodySize: -1,
})

const toContent = <Text>(
  stream: Stream,
  parts: ExportParts,
  body: ExportBody<Text>,
): StreamtapContent<Text> => ({
  size: body.size,
  mimeType: contentType(stream, parts),
  ...(hasAnswer(stream) && { text: body.text }),
})

/** Chrome reads events under the bare type alone, so parameters and wrong types stay in the headers. */
const contentType = (stream: Stream, parts: ExportParts): string =>
  stream.format === 'event-stream' && hasAnswer(stream)
    ? 'text/event-stream'
    : headerValue(parts.responseHeaders, 'content-type') || UNKNOWN_TYPE
