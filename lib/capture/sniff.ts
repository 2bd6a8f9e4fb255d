import type { HeaderList, RequestBody } from '../wire/records'
import { charCodeAt, indexOf, sliceText, toLowerCase, trim } from './natives'

/** Content types whose bodies are streams of messages; compared by essence, without an `x-` before the subtype. */
const streamTypes: Readonly<Record<string, true>> = {
  __proto__: null as never,
  'text/event-stream': true,
  'application/ndjson': true,
  'application/jsonl': true,
  'application/jsonlines': true,
  'application/json-lines': true,
  'application/json-stream': true,
  'application/json-seq': true,
  'text/ndjson': true,
  'text/jsonl': true,
  'multipart/mixed': true,
  'text/component': true,
  'text/vnd.turbo-stream.html': true,
}

const isStreamEssence = (essence: string): boolean =>
  streamTypes[withoutX(essence)] === true ||
  indexOf(essence, 'application/connect+') === 0 ||
  indexOf(essence, 'application/grpc-web') === 0 ||
  endsWith(essence, '+json-seq') ||
  (endsWith(essence, 'stream+json') && indexOf('/.-', sliceText(essence, -12, -11)) >= 0)

const endsWith = (text: string, end: string): boolean => sliceText(text, -end.length) === end

const withoutX = (essence: string): string => {
  const at = indexOf(essence, '/x-')
  return at < 0 ? essence : sliceText(essence, 0, at + 1) + sliceText(essence, at + 3)
}

/** [spec] MIME Sniffing 4.4: the essence is what stands before the first `;`, in lower case. */
const essenceOf = (contentType: string): string => {
  const semicolon = indexOf(contentType, ';')
  return toLowerCase(trim(semicolon < 0 ? contentType : sliceText(contentType, 0, semicolon)))
}

export const isStreamType = (contentType: string | null): boolean =>
  contentType !== null && isStreamEssence(essenceOf(contentType))

/** Whether a body of this type may be a stream all the same: servers call streams plain text, JSON, bytes or nothing. */
export const mayBeStream = (contentType: string | null): boolean => {
  const essence = essenceOf(contentType ?? '')
  return (
    essence === '' ||
    essence === 'application/octet-stream' ||
    isPlainText(contentType) ||
    indexOf(essence, 'json') >= 0
  )
}

export const isPlainText = (contentType: string | null): boolean =>
  contentType !== null && essenceOf(contentType) === 'text/plain'

/** Whether the request says that it wants a stream, so that any answer to it is of interest. */
export const asksForStream = (headers: HeaderList, body: RequestBody): boolean =>
  acceptsStream(headers) || (body.kind === 'text' && asksInJson(body.text))

const acceptsStream = (headers: HeaderList): boolean => {
  for (let i = 0; i < headers.length; i++) {
    const header = headers[i]
    if (header && toLowerCase(header[0]) === 'accept' && isStreamAccept(toLowerCase(header[1]))) return true
  }
  return false
}

const isStreamAccept = (accept: string): boolean =>
  indexOf(accept, 'text/event-stream') >= 0 || indexOf(accept, 'ndjson') >= 0 || indexOf(accept, 'jsonl') >= 0

/** Finds `"stream": true` without parsing what may be a large body. */
const asksInJson = (text: string): boolean => {
  for (let at = indexOf(text, '"stream"'); at >= 0; at = indexOf(text, '"stream"', at + 1)) {
    const colon = skipSpace(text, at + '"stream"'.length)
    if (charCodeAt(text, colon) !== 0x3a) continue
    const value = skipSpace(text, colon + 1)
    if (sliceText(text, value, value + 4) === 'true') return true
  }
  return false
}

export const skipSpace = (text: string, from: number): number => {
  let at = from
  for (let code = charCodeAt(text, at); code === 0x20 || (code >= 0x09 && code <= 0x0d); )
    code = charCodeAt(text, ++at)
  return at
}
