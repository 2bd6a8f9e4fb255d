import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { createAssembly } from './assembly'
import { isTold } from './detect'
import type { MessageView } from './message-types'
import type { Protocol } from './types'

/** Goes once through a stream that is over, for what can only be told of its whole message. */
export interface MessageReading {
  /** Reads up to so many more blocks; false once there is nothing left to do. */
  advance(blocks: number): boolean
  /** Null where nothing certain is known of the stream's protocol. */
  view(): MessageView | null
}

/** Taking events apart costs far more than finding them: what is larger is put together only when somebody looks. */
const MOST_BLOCKS = 50_000
const MOST_BYTES: ByteCount = 32_000_000
/** Taken apart at a time, whatever number of blocks is asked for, so that large events do not hold up the panel. */
const STEP: ByteCount = 1_000_000
/** By then the protocol has shown itself. */
const TOLD = 64

/** Null where the stream is too large, or of a format that holds no messages. */
export const readMessage = (stream: Stream, rules: readonly Protocol[] = []): MessageReading | null => {
  const { blocks, bytes, format } = stream
  if (format === null || format === 'plain-text' || format === 'rsc') return null
  if (blocks.length > MOST_BLOCKS || bytes.length > MOST_BYTES) return null
  const assembly = createAssembly(stream, null, rules)
  const isCertain = () => isTold(assembly.detection.confidence)
  /** As many of the next blocks as a step takes, one at least. */
  const stepOf = (count: number): number => {
    const from = assembly.read
    let taken = 1
    while (taken < count && blocks.end(from + taken) - blocks.start(from) <= STEP) taken++
    return taken
  }
  return {
    advance: count => assembly.advance(stepOf(count)) && (assembly.read < TOLD || isCertain()),
    view: () => (isCertain() ? assembly.message.at() : null),
  }
}
