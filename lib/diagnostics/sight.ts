import { READS, TIMED } from '../session/consumers'
import type { Stream } from '../session/types'
import type { Consumer } from '../wire/records'
import type { ByteOffset } from '../wire/units'

/** Events written as an event stream again: neither their bytes nor all of them need be what the server sent. */
const REBUILT: readonly Consumer[] = ['dispatch', 'devtools-events']

const all = (stream: Stream, list: readonly Consumer[]): boolean =>
  stream.chunks.length > 0 && stream.chunks.consumers.every(consumer => list.includes(consumer))

/** Whether the borders of its chunks are those that the page met. */
export const hasReads = (stream: Stream): boolean => all(stream, READS)

/** Whether the times of its chunks are those at which they reached the page. */
export const hasTimes = (stream: Stream): boolean => all(stream, TIMED)

/** Whether comments are seen where they come: an `EventSource` shows its page none. */
export const seesComments = (stream: Stream): boolean =>
  stream.chunks.length > 0 ? hasBytes(stream) : ['fetch', 'xhr'].includes(stream.opened.source)

/** Whether its bytes are the server's. */
export const hasBytes = (stream: Stream): boolean =>
  stream.chunks.length > 0 && !stream.chunks.consumers.some(consumer => REBUILT.includes(consumer))

export const hasEnded = ({ state }: Stream): boolean => state !== 'pending' && state !== 'open'

/** The body came to its end by itself. Of an `EventSource` that lost its connection nobody can tell. */
export const endedByItself = ({ state }: Stream): boolean => state === 'complete'

/** Where the first bytes that are missing would stand; infinite where none are. */
export const missingFrom = ({ bytes }: Stream): ByteOffset =>
  bytes.holes()[0]?.start ?? Number.POSITIVE_INFINITY

/** Whether it is known when the last bytes came. */
export const hasLastTime = (stream: Stream): boolean => {
  const { chunks, bytes } = stream
  if (chunks.length > 0 && !hasTimes(stream)) return false
  return bytes.length === 0 || chunks.indexAt(bytes.length - 1) >= 0
}

/** Where the last bytes that are missing end; -1 where none are. */
export const missingTo = ({ bytes }: Stream): ByteOffset => bytes.holes().at(-1)?.end ?? -1
