import { confidenceOf, hasHeader, spoken } from './evidence'
import { at, has, isObject, jsonText, textAt } from './json'
import type { MessageWriter } from './message-types'
import { createTrpcLines, isTrpcHead } from './trpc-lines'
import type { Confidence, Opening, Protocol, ProtocolEvent } from './types'

/** tRPC 11: subscriptions as events, batches as JSON lines. https://trpc.io/docs/client/links/httpSubscriptionLink */
export const trpc: Protocol = {
  id: 'trpc',
  matches: opening => (opening.format === 'event-stream' ? eventsMatch(opening) : linesMatch(opening)),
  create(message, opening) {
    if (opening.format !== 'event-stream') return createTrpcLines(message)
    return event => readEvent(message, event)
  },
}

function linesMatch({ format, requestHeaders, events }: Opening): Confidence {
  if (format !== 'json-lines') return 'none'
  const isHead = events.length > 0 && isTrpcHead(events[0]?.json)
  return confidenceOf(isHead && hasHeader(requestHeaders, 'trpc-accept'), isHead)
}

const TYPES = new Set(['connected', 'message', 'ping', 'return', 'serialized-error'])

/** `connected` comes first, with the server's options; others write `connected` too, but not `return`. */
function eventsMatch(opening: Opening): Confidence {
  const { events } = opening
  const [first] = events
  if (first?.type !== 'connected' || !isObject(first.json) || !events.every(({ type }) => TYPES.has(type)))
    return 'none'
  const hasOptions = has(first.json, 'reconnectAfterInactivityMs')
  const isEmptyObject = Object.keys(first.json).length === 0
  if (!hasOptions && !isEmptyObject) return 'none'
  const hasEnd = events.some(({ type }) => type === 'return' || type === 'serialized-error')
  return hasEnd || hasOptions ? 'sure' : spoken(opening).length > 1 ? 'likely' : 'possible'
}

function readEvent(message: MessageWriter, event: ProtocolEvent) {
  const part = message.part('subscription', 'operation', { name: 'subscription' })
  switch (event.type) {
    case 'connected':
    case 'ping':
      return part.touch()
    case 'return':
      part.state('done')
      return message.end()
    case 'serialized-error':
      part.state('failed')
      return message.error(
        errorText(event.json),
        jsonText(at(event.json, 'code') ?? at(event.json, 'json', 'code') ?? ''),
      )
    default:
      part.item()
  }
}

export const errorText = (error: unknown): string =>
  textAt(error, 'message') || textAt(error, 'json', 'message') || jsonText(error)
