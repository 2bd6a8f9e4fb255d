import type { Stream } from '../../session/types'
import type { Milliseconds } from '../../wire/units'
import { askedForStream, takesInstead } from '../asked'
import { mediaType } from '../headers'
import { hasEnded } from '../sight'
import type { Rule, Surroundings } from '../types'

const LEAST = 3
const SHORT: Milliseconds = 5000
const PERIOD: Milliseconds = 30_000

const cameToNothing = (stream: Stream): boolean =>
  stream.eventCount === 0 &&
  !isMeant(stream) &&
  (hasEnded(stream)
    ? stream.closed === null || stream.closed.at - stream.opened.at < SHORT
    : isTurnedDown(stream))

/** Many libraries leave the body of such an answer unread, so its end is never seen. */
const isTurnedDown = (stream: Stream): boolean =>
  stream.response !== null &&
  (stream.response.status >= 400 ||
    (askedForStream(stream) &&
      !takesInstead(stream, mediaType(stream)) &&
      mediaType(stream) !== 'text/event-stream' &&
      stream.bytes.length === 0))

/** The page stopped it, or went away. */
const isMeant = ({ state }: Stream): boolean => ['aborted', 'cancelled', 'closed', 'left'].includes(state)

/** The same is asked for again and again, and nothing comes of it. */
export const reconnectLoop: Rule = {
  codes: ['reconnect-loop'],
  watch: (stream, surroundings) => ({
    findings() {
      if (!cameToNothing(stream)) return []
      const others = failuresBefore(stream, surroundings)
      if (others.length + 1 < LEAST) return []
      const status = stream.response?.status ?? 0
      return [
        {
          code: 'reconnect-loop',
          severity: 'error',
          args: { count: others.length + 1, status: status === 0 ? '?' : String(status) },
          evidence: [
            { kind: 'request' },
            ...others.slice(0, 4).map(({ key }) => ({ kind: 'stream', key }) as const),
          ],
        },
      ]
    },
  }),
}

const failuresBefore = (stream: Stream, surroundings: Surroundings): Stream[] => {
  const found: Stream[] = []
  for (const before of surroundings.before(stream)) {
    if (stream.opened.at - before.opened.at > PERIOD || !cameToNothing(before) || found.length >= 20) break
    found.push(before)
  }
  return found
}
