import type { Stream } from '../../session/types'
import type { Milliseconds } from '../../wire/units'
import { sameBody } from '../asked'
import { bringsNews, hasError, isFailed, isOver } from '../attempt'
import type { Finding, Rule, Severity, Surroundings } from '../types'

const PERIOD: Milliseconds = 30_000
/** Attempts that all failed. */
const LEAST = 3
/**
 * Attempts that brought the same each time. Who polls for what seldom changes gets that too, but not so often; and what
 * a POST asks for may well be answered alike.
 */
const LEAST_ALIKE = 5
const PERIOD_ALIKE: Milliseconds = 10_000
const MOST = 20
const LOOKED_BACK = 100

/** The same is asked for again and again, and nothing comes of it, or nothing new. */
export const reconnectLoop: Rule = {
  codes: ['reconnect-loop'],
  watch: (stream, surroundings) => ({
    findings() {
      if (!isOver(stream)) return []
      const loop = attemptsUpTo(stream, surroundings)
      const failed = countWhile(loop, attempt => isFailed(attempt) || hasError(attempt))
      if (failed >= LEAST) return [found('error', loop.slice(0, failed))]
      if (loop.length < LEAST_ALIKE || stream.opened.method !== 'GET') return []
      const quick = countWhile(loop, ({ opened }) => stream.opened.at - opened.at <= PERIOD_ALIKE)
      if (quick >= LEAST_ALIKE) return [found('warning', loop.slice(0, quick))]
      return stream.opened.source === 'event-source' ? [found('info', loop)] : []
    },
  }),
}

/**
 * The stream and those before it, newest first, back to one that was not over soon or has something after it that is
 * new.
 */
const attemptsUpTo = (stream: Stream, surroundings: Surroundings): Stream[] => {
  const loop = [stream]
  let next = stream
  let looked = 0
  for (const before of surroundings.before(stream)) {
    if (++looked > LOOKED_BACK || loop.length > MOST) break
    if (stream.opened.at - before.opened.at > PERIOD) break
    if (!sameBody(stream.opened, before.opened) || isVoid(before)) continue
    if (!isOver(before) || !isAfter(next, before) || bringsNews(next, before)) break
    loop.push(before)
    next = before
  }
  return loop
}

/** Requests made at the same time are no repetition. */
const isAfter = ({ opened }: Stream, { response, closed }: Stream): boolean =>
  ((response ?? closed)?.at ?? 0) <= opened.at

/** Taken back before anything came of it, as an `EventSource` is that is closed when it would reconnect. */
const isVoid = ({ state, response, connected, chunks }: Stream): boolean =>
  (state === 'closed' || state === 'aborted') &&
  response === null &&
  connected === null &&
  chunks.length === 0

const countWhile = (streams: readonly Stream[], holds: (stream: Stream) => boolean): number => {
  const end = streams.findIndex(stream => !holds(stream))
  return end < 0 ? streams.length : end
}

const found = (severity: Severity, [stream, ...others]: readonly Stream[]): Finding => ({
  code: 'reconnect-loop',
  severity,
  args: {
    count: others.length + 1,
    events: stream?.eventCount ?? 0,
    status: String(stream?.response?.status || '?'),
  },
  evidence: [{ kind: 'request' }, ...others.slice(0, 4).map(({ key }) => ({ kind: 'stream', key }) as const)],
})
