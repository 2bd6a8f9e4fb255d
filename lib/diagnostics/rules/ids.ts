import { idAtOf } from '../../session/event-places'
import { numberAt, numberIn } from '../lines'
import { createPlaces } from '../places'
import { hasBytes } from '../sight'
import type { Finding, Rule } from '../types'

/** Only numbers that count up by one from the start are known to count events. */
const LEAST_RUN = 5
const MOST_MISSING = 10_000

/** The IDs of an event stream, where they are numbers that count. Opaque IDs have no order. */
export const ids: Rule = {
  codes: ['id-repeated', 'id-order', 'id-gap'],
  watch: stream => {
    const repeated = createPlaces()
    const late = createPlaces()
    const gaps = createPlaces()
    const missing = new Set<number>()
    let highest = Number.NaN
    let run = 0
    let isBehindHole = false
    /** `opaque`: not numbers that count. `stopped`: they do not count any more as they did. */
    let state: 'counting' | 'opaque' | 'stopped' = 'counting'

    const start = (id: number) => {
      if (run > 0 && id !== highest + 1) state = isBehindHole ? 'stopped' : 'opaque'
      run++
      highest = id
    }
    /** Behind bytes that are missing a gap would be ours. */
    const startAnew = () => {
      isBehindHole = true
      run = 0
    }
    const skipTo = (id: number, index: number) => {
      if (id - highest > MOST_MISSING) state = 'stopped'
      else {
        for (let each = highest + 1; each < id && missing.size < MOST_MISSING; each++) missing.add(each)
        gaps.add({ kind: 'event', index })
      }
    }
    const go = (id: number, index: number) => {
      if (id > highest + 1) skipTo(id, index)
      else if (missing.delete(id)) late.add({ kind: 'event', index })
      else if (id <= highest) repeated.add({ kind: 'event', index })
      highest = Math.max(highest, id)
    }
    const take = (id: number, index: number) => {
      if (id < 0) state = isBehindHole ? 'stopped' : 'opaque'
      else if (run < LEAST_RUN) start(id)
      else if (id === highest + 1) highest = id
      else go(id, index)
    }
    return {
      block({ kind, lines, index }) {
        if (state !== 'counting' || stream.format !== 'event-stream') return false
        // An ID counts without data too.
        if (kind === 'unterminated') return
        if (lines === null) startAnew()
        else if (lines.idFrom >= 0) take(numberIn(lines.bytes, lines.idFrom, lines.idTo), index)
      },
      stretch({ length, index, starts, places, bytes, base }) {
        for (let at = 0; at < length; at++) {
          const idAt = idAtOf(places[at] ?? 0)
          if (idAt === 0) continue
          take(numberAt(bytes, (starts[at] ?? 0) - base + idAt), index + at)
          if (state !== 'counting') return false
        }
        return true
      },
      findings() {
        if (state === 'opaque' || !hasBytes(stream)) return []
        const found: Finding[] = []
        if (repeated.count > 0)
          found.push({
            code: 'id-repeated',
            severity: 'warning',
            args: { count: repeated.count },
            evidence: repeated.evidence,
          })
        if (late.count > 0)
          found.push({
            code: 'id-order',
            severity: 'warning',
            args: { count: late.count },
            evidence: late.evidence,
          })
        if (missing.size > 0)
          found.push({
            code: 'id-gap',
            severity: 'warning',
            args: { count: missing.size },
            evidence: gaps.evidence,
          })
        return found
      },
    }
  },
}
