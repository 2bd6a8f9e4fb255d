import type { ProblemCode } from '../../event-stream/types'
import type { Stream } from '../../session/types'
import { createPlaces, cut } from '../places'
import { hasBytes } from '../sight'
import { isNamedField } from '../stray'
import type { Finding, FindingCode, Rule, Severity } from '../types'

const FOUND: Readonly<Partial<Record<ProblemCode, readonly [FindingCode, Severity]>>> = {
  'byte-order-mark-inside': ['byte-order-mark-inside', 'warning'],
  'invalid-reconnection-time': ['invalid-reconnection-time', 'warning'],
  'null-in-id': ['null-in-id', 'warning'],
  'unknown-field': ['unknown-field', 'info'],
  'invalid-utf-8': ['invalid-utf-8', 'error'],
  'invalid-json': ['invalid-json', 'warning'],
}

/** What the readers of the body met in its bytes. */
export const byteProblems: Rule = {
  codes: [
    'byte-order-mark-inside',
    'invalid-reconnection-time',
    'null-in-id',
    'unknown-field',
    'invalid-utf-8',
    'invalid-json',
  ],
  watch: stream => {
    let total = -1
    let found: readonly Finding[] = []
    return {
      findings() {
        // A body that ends in the middle of something is another finding.
        if (stream.problems.total === total) return found
        total = stream.problems.total
        found = hasBytes(stream) ? gather(stream) : []
        return found
      },
    }
  },
}

const gather = (stream: Stream): Finding[] => {
  const byCode = new Map<
    FindingCode,
    { severity: Severity; text: string; places: ReturnType<typeof createPlaces> }
  >()
  for (const problem of stream.problems.kept) {
    const { code, offset, length, value } = problem
    const [finding, severity] = FOUND[code] ?? []
    if (finding === undefined || severity === undefined) continue
    // Text that is no field at all is `newline-in-data`.
    if (code === 'unknown-field' && !isNamedField(stream, problem)) continue
    const entry = byCode.get(finding) ?? { severity, text: value, places: createPlaces() }
    entry.places.add({ kind: 'bytes', start: offset, end: offset + length })
    byCode.set(finding, entry)
  }
  return [...byCode].map(
    ([code, { severity, text, places }]): Finding => ({
      code,
      severity,
      args: { count: places.count, text: cut(text) },
      evidence: places.evidence,
    }),
  )
}
