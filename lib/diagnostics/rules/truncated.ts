import type { Stream } from '../../session/types'
import { endMarks } from '../end-marks'
import { endedByItself, hasBytes, hasEnded, missingTo } from '../sight'
import { lastEvents, type ReadEvent } from '../tail'
import type { Finding, Rule } from '../types'

const LOOKED_AT = 12
/** What the readers of formats with an end of their own say where it is missing. */
const UNCLOSED = ['unclosed-array', 'unclosed-multipart', 'truncated-record']
const INCOMPLETE = ['json-lines', 'connect', 'grpc-web', 'rsc']

/** The body ended, and what it holds did not. */
export const truncated: Rule = {
  codes: ['truncated', 'end-marker-missing'],
  watch: stream => {
    let known: readonly Finding[] | null = null
    return {
      findings() {
        if (!hasEnded(stream)) return []
        known ??= endedByItself(stream) && hasBytes(stream) ? examine(stream) : []
        return known
      },
    }
  },
}

const examine = (stream: Stream): Finding[] => {
  const marks = endMarks(stream)
  if (marks === null) return isCut(stream) ? [finding(stream, stream.format ?? '')] : []
  const events = lastEvents(stream, LOOKED_AT)
  if (!areLast(events, stream)) return []
  if (events.some(marks.isEnd)) return []
  if (marks.isFinish === null || !events.some(marks.isFinish)) return [finding(stream, marks.name)]
  return [
    {
      code: 'end-marker-missing',
      severity: 'info',
      args: { name: marks.name },
      evidence: [{ kind: 'event', index: events.at(-1)?.index ?? 0 }],
    },
  ]
}

/** What is missing may hold the end, unless enough came behind it. */
const areLast = (events: readonly ReadEvent[], stream: Stream): boolean => {
  const missing = missingTo(stream)
  const [first] = events
  return missing < 0 || (events.length === LOOKED_AT && missing <= stream.blocks.start(first?.index ?? 0))
}

const finding = ({ bytes, blocks }: Stream, name: string): Finding => ({
  code: 'truncated',
  severity: 'error',
  args: { name },
  evidence:
    blocks.length > 0
      ? [{ kind: 'event', index: blocks.length - 1 }, { kind: 'end' }]
      : [{ kind: 'bytes', start: Math.max(0, bytes.length - 1), end: bytes.length }],
})

const isCut = (stream: Stream): boolean => {
  const { format, blocks, problems, bytes } = stream
  if (format === null || bytes.length === 0) return false
  if (missingTo(stream) > (blocks.length > 0 ? blocks.start(blocks.length - 1) : 0)) return false
  const last = problems.kept.at(-1)
  if (last !== undefined && UNCLOSED.includes(last.code)) return true
  return INCOMPLETE.includes(format) && blocks.length > 0 && blocks.kind(blocks.length - 1) === 'unterminated'
}
