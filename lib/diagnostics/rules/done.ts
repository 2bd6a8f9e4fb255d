import { asciiOf } from '../lines'
import { createPlaces } from '../places'
import { hasBytes } from '../sight'
import type { Rule } from '../types'

const LONGEST = 12
const LETTER_D = [0x44, 0x64]
const OPENING_BRACKET = 0x5b

/** Variants of `[DONE]` that a comparison with the very text misses, and events behind it. */
export const done: Rule = {
  codes: ['done-variant'],
  watch: stream => {
    const places = createPlaces()
    let variant = ''
    let isDone = false
    return {
      block({ kind, lines, index }) {
        if (kind !== 'event' || lines === null || lines.dataLines !== 1) return
        if (isDone) {
          variant ||= 'after'
          places.add({ kind: 'event', index })
          return
        }
        const { bytes, dataFrom, dataTo } = lines
        const first = bytes[dataFrom] ?? 0
        if (
          dataTo - dataFrom > LONGEST ||
          (first !== OPENING_BRACKET && first > 0x20 && !LETTER_D.includes(first))
        )
          return
        const text = asciiOf(bytes, dataFrom, dataTo)
        if (text === '[DONE]') isDone = true
        else if (/^\s*\[done\]\s*$/i.test(text) || text === 'DONE') {
          variant = text
          places.add({ kind: 'event', index })
        }
      },
      findings() {
        if (places.count === 0 || !hasBytes(stream)) return []
        return [
          {
            code: 'done-variant',
            severity: 'info',
            args: { text: variant === 'after' ? '' : `“${variant}”`, count: places.count },
            evidence: places.evidence,
          },
        ]
      },
    }
  },
}
