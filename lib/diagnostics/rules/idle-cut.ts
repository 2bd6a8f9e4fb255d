import type { Stream } from '../../session/types'
import type { Milliseconds } from '../../wire/units'
import { hasLastTime, seesComments } from '../sight'
import type { Finding, Rule, Surroundings } from '../types'

/** After how much silence well-known servers on the way cut, in seconds. */
const KNOWN: readonly (readonly [seconds: number, names: string])[] = [
  [30, 'CloudFront'],
  [60, 'nginx, AWS ALB'],
  [100, 'Cloudflare'],
  [300, 'Envoy'],
  [350, 'AWS NLB'],
]
const TOLERANCE: Milliseconds = 2000
const SHORTEST: Milliseconds = 2000
/** How alike the silences before two cuts are that one limit made. */
const ALIKE: Milliseconds = 400
const LOOKED_BACK = 20

/** Connections that ended in silence: of a known length, or twice of the same. */
export const idleCut: Rule = {
  codes: ['cut-when-idle', 'cut-without-events'],
  watch: (stream, surroundings) => {
    let known: readonly Finding[] | null = null
    return {
      findings() {
        if (stream.closed === null) return []
        known ??= examine(stream, surroundings)
        return known
      },
    }
  },
}

/** From the last byte, or the answer, to the end that nobody here asked for; null where it ended otherwise. */
const idleBefore = (stream: Stream): Milliseconds | null => {
  const { closed, chunks, response, connected } = stream
  if (closed === null || (closed.reason !== 'failed' && closed.reason !== 'lost')) return null
  if (!hasLastTime(stream)) return null
  const last = chunks.length > 0 ? chunks.time(chunks.length - 1) : (response ?? connected)?.at
  return last === undefined ? null : closed.at - last
}

const examine = (stream: Stream, surroundings: Surroundings): Finding[] => {
  const idle = idleBefore(stream)
  if (idle === null || idle < SHORTEST) return []
  const name = KNOWN.find(([seconds]) => Math.abs(idle - seconds * 1000) <= TOLERANCE)?.[1] ?? ''
  const others = alike(stream, idle, surroundings)
  if (name === '' && others.length === 0) return []
  // An `EventSource` does not tell a cut from an end that the server meant.
  const isCut = stream.closed?.reason === 'failed'
  return [
    {
      code: seesComments(stream) ? 'cut-when-idle' : 'cut-without-events',
      severity: isCut && others.length > 0 ? 'warning' : 'info',
      args: { idleTime: idle, count: others.length + 1, known: name || '–' },
      evidence: [{ kind: 'end' }, ...others.slice(0, 4).map(({ key }) => ({ kind: 'stream', key }) as const)],
    },
  ]
}

const alike = (stream: Stream, idle: Milliseconds, surroundings: Surroundings): Stream[] => {
  const found: Stream[] = []
  let looked = 0
  for (const before of surroundings.before(stream)) {
    if (++looked > LOOKED_BACK) break
    const other = idleBefore(before)
    if (other !== null && other >= SHORTEST && Math.abs(other - idle) <= ALIKE) found.push(before)
  }
  return found
}
