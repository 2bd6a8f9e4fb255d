import { createPlaces, cut } from '../places'
import { hasBytes } from '../sight'
import { isNamedField } from '../stray'
import type { Finding, Rule } from '../types'

const BACKSLASH = 0x5c
const SMALL_N = 0x6e
const LEAST_ESCAPED = 3
const OPENING = [0x7b, 0x5b, 0x22]

/** Text with line breaks that was written after one `data:`, and text whose line breaks were escaped by hand. */
export const newlines: Rule = {
  codes: ['newline-in-data', 'newline-escaped'],
  watch: stream => {
    const escaped = createPlaces()
    return {
      block({ kind, lines, index }) {
        if (lines?.isHead) return false
        if (kind !== 'event' || lines === null || lines.dataLines !== 1) return
        const { bytes, dataFrom, dataTo } = lines
        if (OPENING.includes(bytes[dataFrom] ?? 0)) return
        // `indexOf` would look beyond the event.
        for (let at = dataFrom; at < dataTo - 1; at++) {
          if (bytes[at] !== BACKSLASH) continue
          if (bytes[at + 1] === SMALL_N) {
            escaped.add({ kind: 'event', index })
            return
          }
          at++
        }
      },
      findings() {
        if (stream.format !== 'event-stream' || !hasBytes(stream) || stream.eventCount === 0) return []
        const found: Finding[] = []
        const stray = createPlaces()
        let text = ''
        for (const problem of stream.problems.kept) {
          const { code, value, offset, length } = problem
          if (code !== 'unknown-field' || value.trim() === '' || isNamedField(stream, problem)) continue
          text ||= value
          stray.add({ kind: 'bytes', start: offset, end: offset + length })
        }
        if (stray.count > 0)
          found.push({
            code: 'newline-in-data',
            severity: 'error',
            args: { count: stray.count, text: cut(text) },
            evidence: stray.evidence,
          })
        if (escaped.count >= LEAST_ESCAPED)
          found.push({
            code: 'newline-escaped',
            severity: 'info',
            args: { count: escaped.count },
            evidence: escaped.evidence,
          })
        return found
      },
    }
  },
}
