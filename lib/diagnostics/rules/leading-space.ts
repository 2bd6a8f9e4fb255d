import { createPlaces } from '../places'
import { hasBytes } from '../sight'
import type { Rule } from '../types'

const LEAST = 3
const OPENING_BRACE = 0x7b
const OPENING_BRACKET = 0x5b

/**
 * One server writes `data:` with a space or without. Where events of one type have both and hold plain text, the
 * space was meant as part of the text, and every reader of event streams removes it.
 */
export const leadingSpace: Rule = {
  codes: ['space-eaten'],
  watch: stream => {
    const spaced = createPlaces()
    let bare = 0
    let structured = 0
    let type: string | null = null
    return {
      block({ kind, lines, index, type: own }) {
        // A thousand events show how the server writes.
        if (structured > 0 || lines?.isHead) return false
        if (kind !== 'event' || lines === null || lines.dataLines !== 1) return
        type ??= own
        if (own !== type || lines.dataFrom >= lines.dataTo) return
        const first = lines.bytes[lines.dataFrom]
        if (first === OPENING_BRACE) structured++
        // `[DONE]` ends streams of any writing.
        else if (first === OPENING_BRACKET) return
        else if (lines.spacedDataLines === 1) spaced.add({ kind: 'event', index })
        else bare++
      },
      findings() {
        if (structured > 0 || bare < LEAST || spaced.count < LEAST || !hasBytes(stream)) return []
        return [
          {
            code: 'space-eaten',
            severity: 'warning',
            args: { count: spaced.count, bare },
            evidence: spaced.evidence,
          },
        ]
      },
    }
  },
}
