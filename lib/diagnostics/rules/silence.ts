import type { Stream } from '../../session/types'
import type { EpochMilliseconds, Milliseconds } from '../../wire/units'
import { holdOf } from '../hold'
import { hasLastTime, seesComments } from '../sight'
import type { Rule } from '../types'

/** Most servers on the way cut after a minute of silence. */
const LONG: Milliseconds = 45_000
const STUCK: Milliseconds = 120_000

/** Two clocks: that of bytes and that of events. Neither is a fault in a stream that has nothing to say. */
export const silence: Rule = {
  codes: ['silent', 'no-events', 'comments-only'],
  watch: stream => {
    const silentSince = (): EpochMilliseconds => {
      const { chunks, response, connected, opened } = stream
      return chunks.length > 0 ? chunks.time(chunks.length - 1) : (response ?? connected ?? opened).at
    }
    return {
      findings(now) {
        const { length } = stream.chunks
        if (stream.state !== 'open' || holdOf(stream) === 'no' || !hasLastTime(stream)) return []
        const idle = now - silentSince()
        if (idle >= LONG)
          return [
            {
              code: seesComments(stream) ? 'silent' : 'no-events',
              severity: 'info',
              args: { idleTime: idle },
              evidence: [length > 0 ? { kind: 'chunk', index: length - 1 } : { kind: 'request' }],
            },
          ]
        const { lastEvent, comments } = tailOf(stream)
        if (lastEvent < 0 || comments === 0) return []
        const stuck = now - stream.blocks.time(lastEvent)
        if (stuck < STUCK) return []
        return [
          {
            code: 'comments-only',
            severity: 'info',
            args: { idleTime: stuck, count: comments },
            evidence: [{ kind: 'event', index: lastEvent }],
          },
        ]
      },
    }
  },
}

/** Heartbeats looked back over; more of them are days. */
const LOOKED_BACK = 5000

const tailOf = ({ blocks }: Stream): { lastEvent: number; comments: number } => {
  let comments = 0
  const first = Math.max(0, blocks.length - LOOKED_BACK)
  for (let index = blocks.length - 1; index >= first; index--) {
    const kind = blocks.kind(index)
    if (kind === 'partial') break
    if (kind === 'event') return { lastEvent: index, comments }
    if (kind === 'comment') comments++
  }
  return { lastEvent: -1, comments }
}
