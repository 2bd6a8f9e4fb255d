import { essenceOf } from '../event-stream/content-type'
import { eventStream } from '../event-stream/event-stream'
import { headText, LOOK_AHEAD } from '../event-stream/look'
import type { Format, FormatId } from '../event-stream/types'
import { aiDataStream } from './ai-data-stream'
import { mayBegin } from './beginnings'
import { connect } from './connect'
import { grpcWeb } from './grpc-web'
import { jsonArray } from './json-array'
import { jsonLines } from './json-lines'
import { jsonSeq } from './json-seq'
import { multipart } from './multipart'
import { plainText } from './plain-text'
import { rsc } from './rsc'
import { turboStream } from './turbo-stream'

/** Every format, the most met first. */
export const formats: readonly Format[] = [
  eventStream,
  jsonLines,
  aiDataStream,
  rsc,
  jsonArray,
  multipart,
  connect,
  grpcWeb,
  jsonSeq,
  turboStream,
  plainText,
]

export function formatById(id: FormatId): Format {
  return formats.find(format => format.id === id) ?? plainText
}

/**
 * The format that a `Content-Type` value names; null where it names none. `text/plain` names none: it is what servers
 * say of streams of every kind, so the body's look comes first.
 */
export function formatFor(contentType: string): Format | null {
  return formats.find(format => format !== plainText && format.matches(contentType)) ?? null
}

/** Those with evidence of their own, the strictest first: React's rows could be AI SDK's text parts, not the reverse. */
const TOLD_BY_LOOK = [eventStream, jsonSeq, multipart, rsc, aiDataStream, grpcWeb, connect, turboStream]

/** Types that servers send where they do not know or care. `text/html` is PHP's default. */
const VAGUE = /^$|^text\/(plain|html|json)$|^(application|binary)\/(octet-stream|.*json)$/

/**
 * The format that the first bytes of a body look like where its content type names none: plain text where the type says
 * so and nothing else is found, null where this is nothing to take apart.
 */
export function formatLike(head: Uint8Array, contentType = ''): Format | null {
  return formatToldBy(head, contentType) ?? (plainText.matches(contentType) ? plainText : null)
}

/**
 * Whether more bytes may change what `formatLike` says: no format was found by look, and what there is may be the
 * beginning of one. Text that begins like none is settled with its first bytes.
 */
export function isUndecided(head: Uint8Array, contentType = ''): boolean {
  if (head.length >= LOOK_AHEAD || !VAGUE.test(essenceOf(contentType))) return false
  return formatToldBy(head, contentType) === null && mayBegin(head)
}

function formatToldBy(head: Uint8Array, contentType: string): Format | null {
  const essence = essenceOf(contentType)
  if (!VAGUE.test(essence)) return null
  return TOLD_BY_LOOK.find(format => format.looksLike(head)) ?? jsonFormatLike(head, essence)
}

/**
 * The format of a JSON answer that the page reads as a stream: lines where a line is a value and another follows, as
 * tRPC and Kubernetes send them; else an array where a bracket begins it, as Gemini sends it. One object is neither.
 */
export function jsonFormatLike(head: Uint8Array, essence = 'application/json'): Format | null {
  if (jsonLines.looksLike(head)) return jsonLines
  const isArray = essence.endsWith('json') ? /^\s*\[/.test(headText(head)) : jsonArray.looksLike(head)
  return isArray ? jsonArray : null
}
