import { decode } from '../event-stream/text'
import type { Stream } from '../session/types'
import type { Milliseconds } from '../wire/units'
import { askedForStream, gotSomethingElse, takesInstead } from './asked'
import { mediaType } from './headers'
import { hasEnded } from './sight'
import { firstEvents, type ReadEvent } from './tail'

const SHORT: Milliseconds = 5000
/** What brings more than this is a stream that does its work. */
const FEW = 8
/** Such answers have nothing to say, and say so. */
const CONTENTLESS: readonly number[] = [202, 204, 205]
const BY_PAGE: readonly string[] = ['aborted', 'cancelled', 'closed', 'left']

/** Whether a connection was of no use for long: it failed, or was over in seconds with few events if any. */
export const isOver = (stream: Stream): boolean => {
  if (!hasEnded(stream)) return isFailed(stream)
  const { closed, opened, eventCount, state } = stream
  if (closed !== null && closed.at - opened.at >= SHORT) return false
  return isFailed(stream) || (eventCount <= FEW && !BY_PAGE.includes(state) && isEventStream(stream))
}

const isEventStream = ({ connected, format, response }: Stream): boolean =>
  response === null
    ? connected !== null
    : format === 'event-stream' && response.status < 300 && !CONTENTLESS.includes(response.status)

/**
 * Whether a connection came to nothing: no answer, a refusal, something else than a stream, a stream without a field.
 */
export const isFailed = (stream: Stream): boolean => {
  const { response, connected, state, eventCount } = stream
  if (response === null)
    return hasEnded(stream) && connected === null && eventCount === 0 && !BY_PAGE.includes(state)
  if (response.status >= 400) return true
  if (CONTENTLESS.includes(response.status) || BY_PAGE.includes(state)) return false
  // Many libraries leave the body of such an answer unread, so its end is never seen.
  if (isUnwanted(stream)) return hasEnded(stream) || stream.bytes.length === 0
  return hasEnded(stream) && mediaType(stream) === 'text/event-stream' && isWithoutFields(stream)
}

const isUnwanted = (stream: Stream): boolean => {
  const type = mediaType(stream)
  if (type === 'text/event-stream' || takesInstead(stream, type)) return false
  return gotSomethingElse(stream) || (askedForStream(stream) && stream.format === null)
}

const HEAD = 400
const FIELD = /^\uFEFF?(?::|(?:data|event|id|retry)(?::|$))/m

const isWithoutFields = ({ bytes, eventCount }: Stream): boolean => {
  if (eventCount > 0) return false
  const head = bytes.slice(0, Math.min(HEAD, bytes.length))
  return head !== null && !FIELD.test(decode(head))
}

/** Whether it told of an error and was over then. */
export const hasError = (stream: Stream): boolean => contentOf(stream).hasError

/** Whether it has an event, errors aside, that the one before did not have. */
export const bringsNews = (stream: Stream, before: Stream): boolean => {
  const had = contentOf(before).texts
  return contentOf(stream).texts.some(text => !had.includes(text))
}

interface Content {
  texts: readonly string[]
  hasError: boolean
}

/** Of streams that are over; what they hold stays. */
const contents = new WeakMap<Stream, { of: number; content: Content }>()

const contentOf = (stream: Stream): Content => {
  const known = contents.get(stream)
  if (known?.of === stream.revision) return known.content
  const events = firstEvents(stream, FEW)
  const content = {
    texts: events.filter(event => !isError(event)).map(event => textOf(stream, event)),
    hasError: events.some(isError),
  }
  contents.set(stream, { of: stream.revision, content })
  return content
}

const textOf = ({ blocks }: Stream, { index, type, data }: ReadEvent): string =>
  `${blocks.lastEventId(index) ?? ''}\n${type}\n${data}`

const isError = ({ type, data }: ReadEvent): boolean =>
  type === 'error' || /^\s*\{\s*"(?:error"|type"\s*:\s*"error")/.test(data)
