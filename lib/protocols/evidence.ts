import { isObject, type JsonObject, parseText } from './json'
import type { Confidence, Opening, ProtocolEvent } from './types'

/** The end marker that OpenAI began and many took over. */
export const isDone = (event: ProtocolEvent): boolean => event.data.trim() === '[DONE]'

/** Whether an event carries nothing: heartbeats, priming events. */
export const isEmpty = (event: ProtocolEvent): boolean => event.data.trim() === ''

/** The events that say something: no heartbeats, no end marker. */
export const spoken = ({ events }: Opening): readonly ProtocolEvent[] =>
  events.filter(event => !isDone(event) && !isEmpty(event))

/** The JSON objects among the first events. */
export const objects = ({ events }: Opening): readonly JsonObject[] =>
  events.map(({ json }) => json).filter(isObject)

/** A header's value, '' where there is none. */
export function header(headers: Opening['responseHeaders'], name: string): string {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1] ?? ''
}

export const hasHeader = (headers: Opening['responseHeaders'], name: string): boolean =>
  headers.some(([each]) => each.toLowerCase() === name)

/** The request's body as JSON; undefined where it is none. */
export const requestJson = ({ requestText }: Opening): unknown =>
  requestText === null ? undefined : parseText(requestText)

/** `some` gives certainty, `most` of the spoken events a likelihood. */
export function confidenceOf(isSure: boolean, isLikely: boolean): Confidence {
  if (isSure) return 'sure'
  return isLikely ? 'likely' : 'none'
}

/** Whether there are any, and all pass. */
export const all = <T>(values: readonly T[], test: (value: T) => boolean): boolean =>
  values.length > 0 && values.every(test)
