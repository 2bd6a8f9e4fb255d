import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { chunkSight } from './seen-as'

/** Bytes a second from the answer's head, or the first chunk, to the last chunk; null where no time lies between. */
export const streamRate = (stream: Stream): number | null => {
  const { chunks, bytes, response, connected } = stream
  if (chunks.length === 0 || chunkSight(stream, chunks.length - 1).isLate) return null
  const from = response?.at ?? connected?.at ?? chunks.time(0)
  const span = chunks.time(chunks.length - 1) - from
  return span > 0 ? (bytes.length / span) * 1000 : null
}

/** A running stream counts as stalled after this long without anything. */
export const QUIET_LIMIT: Milliseconds = 15_000

/** How long a running stream has been without a sign of life; null where it is not long, or it does not run. */
export const quietTime = (stream: Stream, now: EpochMilliseconds): Milliseconds | null => {
  if (stream.state !== 'pending' && stream.state !== 'open') return null
  const { chunks, response, connected, opened } = stream
  const last = chunks.length > 0 ? chunks.time(chunks.length - 1) : Number.NEGATIVE_INFINITY
  const quiet = now - Math.max(last, response?.at ?? 0, connected?.at ?? 0, opened.at)
  return quiet >= QUIET_LIMIT ? quiet : null
}
