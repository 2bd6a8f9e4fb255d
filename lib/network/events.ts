import { createEventStreamParser } from '../event-stream/parser'
import { readBlock } from '../event-stream/read-block'
import type { ByteOffset } from '../wire/units'

/** An event as a page's listener would get it. */
export interface StreamEvent {
  type: string
  data: string
  /** The last event ID in force. */
  id: string
}

/** An event in a body, and where it ends. */
export interface BodyEvent extends StreamEvent {
  end: ByteOffset
}

/** The events of a body, or of the rest of one behind an event, that begins with `id` in force. */
export const readEvents = (bytes: Uint8Array, id: string, isRest = false): readonly BodyEvent[] => {
  const events: BodyEvent[] = []
  const before = isRest ? LINE_END.length : 0
  let inForce = id
  const parser = createEventStreamParser({
    onBlock: ({ kind, start, end, setsId }) => {
      if (kind !== 'event' && !setsId) return
      const block = readBlock(bytes.subarray(start - before, end - before), start)
      inForce = block.id ?? inForce
      if (kind !== 'event') return
      events.push({ type: block.type || 'message', data: block.data, id: inForce, end: end - before })
    },
    onProblem: () => {},
  })
  // A byte order mark is one at the very start alone.
  if (isRest) parser.feed(LINE_END)
  parser.feed(bytes)
  return events
}

const LINE_END = Uint8Array.of(0x0a)

const encoder = new TextEncoder()

/**
 * An event as a block that an event stream parser makes the same event of (HTML 9.2.6 read backwards), after one that
 * left `previousId` in force; null where that is not known.
 */
export const writeEvent = ({ type, data, id }: StreamEvent, previousId: string | null): Uint8Array => {
  const typeLine = type === 'message' ? '' : `event: ${oneLine(type)}\n`
  const idLine = id === previousId ? '' : `id: ${oneLine(id)}\n`
  const dataLines = data.split(/\r\n|\r|\n/).map(line => `data: ${line}\n`)
  return encoder.encode(`${idLine}${typeLine}${dataLines.join('')}\n`)
}

/** No event has a line end in its type or id; a list that says so is not followed into another field. */
const oneLine = (value: string): string => value.replace(/[\r\n\0]/g, '')

/** Equal for equal events. No type or id holds a line end. */
export const keyOf = ({ type, data, id }: StreamEvent): string => `${type}\n${id}\n${data}`

/** The same where ids cannot be told, as bytes are missing that may have set one. */
export const keyWithoutId = ({ type, data }: StreamEvent): string => `${type}\n${data}`
