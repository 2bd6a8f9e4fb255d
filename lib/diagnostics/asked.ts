import type { Stream } from '../session/types'
import type { RequestBody, StreamOpened } from '../wire/records'
import { isTrpc, mediaType, requestHeader } from './headers'

/** Whether the page asked for a stream; perhaps it takes something else too (`takesInstead`). */
export const askedForStream = (stream: Stream): boolean =>
  stream.opened.source === 'event-source' ||
  acceptOf(stream).includes('text/event-stream') ||
  bodyAsksForStream(stream.opened)

/** Whether the page says that a type which is no stream's would do as well. A body that asks for a stream means it. */
export const takesInstead = (stream: Stream, type: string): boolean => {
  if (stream.opened.source === 'event-source' || bodyAsksForStream(stream.opened)) return false
  const accept = acceptOf(stream)
  return ['json', 'html'].some(kind => accept.includes(kind) && (type === '' || type.includes(kind)))
}

const NEVER_STREAMS = /^(?:application\/(?:problem\+)?json|text\/html|application\/xhtml\+xml)$/

/** Whether JSON or a page came where a stream was asked for, and this was not. */
export const gotSomethingElse = (stream: Stream): boolean => {
  if (!askedForStream(stream)) return false
  const type = mediaType(stream)
  return NEVER_STREAMS.test(type) && !takesInstead(stream, type) && !isStreamAfterAll(stream)
}

/** Some label their streams `application/json`: tRPC, Kubernetes, Gemini's array. */
const isStreamAfterAll = (stream: Stream): boolean =>
  (stream.format !== null && stream.blocks.length > 1) || isTrpc(stream)

const acceptOf = (stream: Stream): string => (requestHeader(stream, 'accept') ?? '').toLowerCase()

/** Bodies are long where they hold a conversation, and stay as they are. */
const known = new WeakMap<StreamOpened, boolean>()

const bodyAsksForStream = (opened: StreamOpened): boolean => {
  const before = known.get(opened)
  if (before !== undefined) return before
  const asks = opened.body.kind === 'text' && saysStream(opened.body.text)
  known.set(opened, asks)
  return asks
}

/** Whether a JSON object says `"stream": true` of itself, not in what it holds. Its end may be cut off. */
const saysStream = (text: string): boolean => {
  let depth = 0
  let from = 0
  // Within strings quotes are escaped, so what is found is a key.
  for (const { index } of text.matchAll(/"stream"\s*:\s*true\b/g)) {
    depth += nesting(text, from, index)
    if (depth === 1) return true
    from = index
  }
  return false
}

/** How much deeper JSON is at `to` than at `from`, both outside of strings. */
const nesting = (text: string, from: number, to: number): number => {
  let depth = 0
  let isText = false
  for (let at = from; at < to; at++) {
    const character = text[at]
    if (character === '"') isText = !isText
    else if (isText) at += character === '\\' ? 1 : 0
    else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
  }
  return depth
}

/** Whether two requests sent the same. Of bodies that were not captured no more is known than kind and size. */
export const sameBody = ({ body }: StreamOpened, { body: other }: StreamOpened): boolean => {
  if (body.kind === 'text')
    return other.kind === 'text' && body.length === other.length && body.text === other.text
  return outlineOf(body) === outlineOf(other)
}

const outlineOf = (body: RequestBody): string => (body.kind === 'text' ? '' : JSON.stringify(body))
