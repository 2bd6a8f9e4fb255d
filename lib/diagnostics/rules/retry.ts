import type { Milliseconds } from '../../wire/units'
import { asciiOf } from '../lines'
import type { Evidence, Rule } from '../types'

const SMALL: Milliseconds = 500
const TINY: Milliseconds = 100
const OFTEN = 3

/** `retry` so small that many clients at once would overrun a server that restarts. Firefox waits 500 ms at least. */
export const retry: Rule = {
  codes: ['retry-small'],
  watch: (stream, surroundings) => {
    let smallest: { time: number; evidence: Evidence } | null = null
    return {
      block({ lines, index }) {
        // Servers set it at the beginning.
        if (lines?.isHead) return false
        if (lines === null || lines.retryFrom < 0) return
        const text = asciiOf(lines.bytes, lines.retryFrom, lines.retryTo)
        if (!/^\d+$/.test(text)) return
        const time = Number(text)
        if (time < SMALL && (smallest === null || time < smallest.time))
          smallest = { time, evidence: { kind: 'event', index } }
      },
      findings() {
        if (smallest === null) return []
        // Those up to this one: what comes later says so itself.
        const connections = surroundings.chain(stream).indexOf(stream) + 1
        return [
          {
            code: 'retry-small',
            severity: smallest.time < TINY && connections >= OFTEN ? 'error' : 'warning',
            args: { retryTime: smallest.time, count: connections },
            evidence: [smallest.evidence],
          },
        ]
      },
    }
  },
}
