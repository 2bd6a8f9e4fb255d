import type { BlockTable, Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { type Detection, detect, LOOK_EVENTS } from './detect'
import { parseText } from './json'
import { createMessage, type MessageRecorder } from './message'
import type { MessageReader } from './message-types'
import type { Opening, Protocol, ProtocolEvent, Reassembly } from './types'

/** The message of one stream, put together as its blocks come. */
export interface Assembly {
  readonly detection: Detection
  readonly message: MessageReader
  /** Blocks read so far. */
  readonly read: number
  /** Reads up to so many more blocks; false where none are left. */
  advance(blocks: number): boolean
}

/** Larger events are not taken apart: that alone would hold up the panel. */
const LARGEST: ByteCount = 8_000_000
/** Remembered while the protocol is not settled. */
const MOST_SKIPPED = 1000

/**
 * Puts a stream's message together. The protocol is told by the first events, and what they gave is written anew when
 * more of them tell otherwise; `chosen` settles it.
 */
export function createAssembly(
  stream: Stream,
  chosen: Protocol | null,
  rules: readonly Protocol[] = [],
): Assembly {
  const { blocks } = stream
  const first: ProtocolEvent[] = []
  const skipped: (readonly [block: number, why: Unreadable])[] = []
  const opening = (): Opening => openingOf(stream, first)
  let read = 0
  let detection = find()
  let current = start(detection.protocol)

  function find(): Detection {
    return chosen ? { protocol: chosen, confidence: 'sure', by: 'user' } : detect(opening(), rules)
  }

  function start(protocol: Protocol): Running {
    const message = createMessage()
    return { message, accept: protocol.create(message.writer, opening()) }
  }

  /** Until enough events were seen, each may tell of another protocol: what they gave is written anew. */
  function look(event: ProtocolEvent): void {
    first.push(event)
    const next = find()
    const isSame = next.protocol === detection.protocol && first.length > 1
    detection = next
    if (isSame && !next.protocol.guesses) return
    current = start(next.protocol)
    for (const [block, why] of skipped) skip(current, block, why)
    for (const earlier of first.slice(0, -1)) accept(current, earlier)
  }

  function readBlock(index: number) {
    const event = readEvent(blocks, index)
    if (typeof event === 'string') {
      if (first.length < LOOK_EVENTS && skipped.length < MOST_SKIPPED) skipped.push([index, event])
      return skip(current, index, event)
    }
    if (event === null) return
    if (first.length < LOOK_EVENTS) look(event)
    accept(current, event)
  }

  return {
    get detection() {
      return detection
    },
    get message() {
      return current.message.reader
    },
    get read() {
      return read
    },
    advance(count) {
      const end = Math.min(blocks.length, read + count)
      while (read < end) readBlock(read++)
      return read < blocks.length
    },
  }
}

interface Running {
  message: MessageRecorder
  accept: Reassembly
}

function accept({ message, accept: take }: Running, event: ProtocolEvent) {
  message.begin(event.block)
  take(event)
}

function skip({ message }: Running, block: number, why: Unreadable) {
  message.begin(block)
  message.writer.note(why)
}

type Unreadable = 'lost' | 'too-large' | 'unfinished-event'

/** Null where the block dispatches nothing. */
function readEvent(blocks: BlockTable, index: number): ProtocolEvent | Unreadable | null {
  const kind = blocks.kind(index)
  if (kind === 'partial') return 'lost'
  if (kind === 'unterminated') return 'unfinished-event'
  if (kind !== 'event') return null
  if (blocks.end(index) - blocks.start(index) > LARGEST) return 'too-large'
  const detail = blocks.read(index)
  return detail === null ? 'lost' : protocolEvent(index, blocks.type(index), detail.data, detail.id)
}

export function protocolEvent(block: number, type: string, data: string, id: string | null): ProtocolEvent {
  let json: { value: unknown } | null = null
  return {
    block,
    kind: 'event',
    type,
    id,
    data,
    get json() {
      json ??= { value: parseText(data) }
      return json.value
    },
  }
}

const openingOf = (stream: Stream, events: readonly ProtocolEvent[]): Opening => {
  const { opened, response, format } = stream
  return {
    format,
    requestHeaders: opened.headers,
    responseHeaders: response?.headers ?? [],
    requestText: opened.body.kind === 'text' ? opened.body.text : null,
    events,
  }
}
