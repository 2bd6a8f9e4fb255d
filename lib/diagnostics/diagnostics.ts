import type { MessageView } from '../protocols/message-types'
import type { MessageReading } from '../protocols/reading'
import type { Session, Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { createExamination, type Examination } from './examination'
import { RULES } from './list'
import { hasEnded } from './sight'
import { createSurroundings } from './surroundings'
import type { Finding, Rule, Surroundings } from './types'

/** All rules at work on a session. Nothing is done but on call. */
export interface Diagnostics {
  /** Notes what is new in the session; `step` goes through it. */
  refresh(now: EpochMilliseconds): void
  /** Looks at some of what is new; false once there is nothing left. */
  step(): boolean
  /** What is known of a stream, worst first; the very list as long as nothing changed. */
  findings(stream: Stream): readonly Finding[]
  /** The stream's revision that the findings are of; -1 where it has not been looked at. */
  revision(stream: Stream): number
}

interface Case {
  examination: Examination
  /** Of the bytes as they were read last; null before the end and where there is none. */
  reading: { of: number; message: MessageReading | null } | null
  message: MessageView | null
  revision: number
  lookedAt: EpochMilliseconds
  findings: readonly Finding[]
}

/** Blocks looked at before the clock is asked. */
const STEP = 2048
/** The same where events are taken apart. */
const MESSAGE_STEP = 64
/** Where nothing is new but the time, nothing is found sooner than this. */
const PATIENCE: Milliseconds = 1000
const NONE: readonly Finding[] = []

/** `read` goes through the message of a stream that is over; null where it is not worth it. */
export const createDiagnostics = (
  session: Session,
  rules: readonly Rule[] = RULES,
  read: (stream: Stream) => MessageReading | null = () => null,
): Diagnostics => {
  const around = createSurroundings(session)
  const cases = new WeakMap<Stream, Case>()
  const surroundings: Surroundings = { ...around, message: stream => cases.get(stream)?.message ?? null }
  let waiting: Stream[] = []
  let moment: EpochMilliseconds = 0

  const caseOf = (stream: Stream): Case => {
    const known = cases.get(stream)
    if (known) return known
    const examination = createExamination(stream, surroundings, rules)
    const made = { examination, reading: null, message: null, revision: -1, lookedAt: 0, findings: NONE }
    cases.set(stream, made)
    return made
  }
  /** True as long as there is more of the message to read. */
  const readOn = (stream: Stream, entry: Case): boolean => {
    if (!hasEnded(stream)) return false
    if (entry.reading?.of !== stream.readings) entry.reading = { of: stream.readings, message: read(stream) }
    const { message } = entry.reading
    if (message === null || message.advance(MESSAGE_STEP)) return message !== null
    entry.message = message.view()
    entry.reading.message = null
    return false
  }
  const isDue = (stream: Stream): boolean => {
    const entry = cases.get(stream)
    if (entry?.revision !== stream.revision) return true
    return !hasEnded(stream) && moment - entry.lookedAt >= PATIENCE
  }

  return {
    refresh(now) {
      moment = now
      around.refresh()
      // The newest are those that somebody looks at.
      waiting = session.streams.filter(isDue)
    },
    step() {
      const stream = waiting.at(-1)
      if (stream === undefined) return false
      const { revision } = stream
      const entry = caseOf(stream)
      if (entry.examination.scan(STEP) || readOn(stream, entry)) return true
      const findings = entry.examination.findings(moment)
      entry.message = null
      entry.revision = revision
      entry.lookedAt = moment
      if (findings.length > 0 || entry.findings.length > 0) entry.findings = findings
      waiting.pop()
      return waiting.length > 0
    },
    findings: stream => cases.get(stream)?.findings ?? NONE,
    revision: stream => cases.get(stream)?.revision ?? -1,
  }
}
