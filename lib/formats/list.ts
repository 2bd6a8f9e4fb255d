import { eventStream } from '../event-stream/event-stream'
import type { Format } from '../event-stream/types'
import { jsonLines } from './json-lines'

/** Every format, in the order in which they are asked. */
export const formats: readonly Format[] = [eventStream, jsonLines]

/** The format that speaks a `Content-Type` value, parameters aside; null where none does. */
export function formatFor(contentType: string): Format | null {
  return formats.find(format => format.matches(contentType)) ?? null
}
