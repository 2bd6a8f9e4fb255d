import type { Stream } from '../../session/types'
import { sameBody } from '../asked'
import { endMarks } from '../end-marks'
import { requestHeader } from '../headers'
import { lastEvents } from '../tail'
import type { Rule, Surroundings } from '../types'

const LOOKED_BACK = 20
/** A person who asks again does it later, or differently. */
const BROKEN: readonly string[] = ['aborted', 'cancelled', 'failed']

/**
 * A POST that was under way, broke off, and was sent again with the very same body: what it does is done, and billed,
 * twice. Where it names the last event a library repeated it by itself; else it may have been the user.
 */
export const repeatedRequest: Rule = {
  codes: ['request-repeated'],
  watch: (stream, surroundings) => {
    if (stream.opened.method !== 'POST' || stream.opened.body.kind !== 'text') return null
    return {
      findings() {
        const before = brokenBefore(stream, surroundings)
        if (before === null) return []
        const isAutomatic = requestHeader(stream, 'last-event-id') !== null || isRetry(stream)
        return [
          {
            code: 'request-repeated',
            severity: isAutomatic ? 'warning' : 'info',
            args: { events: before.eventCount, end: before.state },
            evidence: [{ kind: 'request' }, { kind: 'stream', key: before.key }],
          },
        ]
      },
    }
  },
}

const brokenBefore = (stream: Stream, surroundings: Surroundings): Stream | null => {
  let looked = 0
  for (const before of surroundings.before(stream)) {
    if (++looked > LOOKED_BACK) return null
    if (!BROKEN.includes(before.state)) continue
    if (before.eventCount === 0 && !(isRetry(stream) && mayHaveBegun(before))) continue
    if (sameBody(stream.opened, before.opened)) return isDone(before) ? null : before
  }
  return null
}

/** The packages openai and @anthropic-ai/sdk count. */
const isRetry = (stream: Stream): boolean => Number(requestHeader(stream, 'x-stainless-retry-count')) > 0

/** What failed without an answer may never have reached the server. */
const mayHaveBegun = ({ state, response }: Stream): boolean => state === 'aborted' || response !== null

/** Some clients let go of a body once its end marker has come. */
const isDone = (stream: Stream): boolean => {
  const isEnd = endMarks(stream)?.isEnd
  return isEnd !== undefined && lastEvents(stream, 3).some(isEnd)
}
