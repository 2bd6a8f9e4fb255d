import type { Session, Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import { createExamination, type Examination } from './examination'
import { RULES } from './list'
import { createSurroundings } from './surroundings'
import type { Finding, Rule } from './types'

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
  revision: number
  findings: readonly Finding[]
}

/** Blocks looked at before the clock is asked. */
const STEP = 2048
const NONE: readonly Finding[] = []

export const createDiagnostics = (session: Session, rules: readonly Rule[] = RULES): Diagnostics => {
  const surroundings = createSurroundings(session)
  const cases = new WeakMap<Stream, Case>()
  let waiting: Stream[] = []
  let moment: EpochMilliseconds = 0

  const caseOf = (stream: Stream): Case => {
    const known = cases.get(stream)
    if (known) return known
    const made = { examination: createExamination(stream, surroundings, rules), revision: -1, findings: NONE }
    cases.set(stream, made)
    return made
  }
  const isDue = (stream: Stream): boolean =>
    stream.state === 'pending' || stream.state === 'open' || cases.get(stream)?.revision !== stream.revision

  return {
    refresh(now) {
      moment = now
      surroundings.refresh()
      // The newest are those that somebody looks at.
      waiting = session.streams.filter(isDue)
    },
    step() {
      const stream = waiting.at(-1)
      if (stream === undefined) return false
      const { revision } = stream
      const entry = caseOf(stream)
      if (entry.examination.scan(STEP)) return true
      const findings = entry.examination.findings(moment)
      entry.revision = revision
      if (findings.length > 0 || entry.findings.length > 0) entry.findings = findings
      waiting.pop()
      return waiting.length > 0
    },
    findings: stream => cases.get(stream)?.findings ?? NONE,
    revision: stream => cases.get(stream)?.revision ?? -1,
  }
}
