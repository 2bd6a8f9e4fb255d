import type { BlockLines } from '../lines'
import { createPlaces } from '../places'
import { hasBytes } from '../sight'
import type { Rule } from '../types'

const decoder = new TextDecoder()
const KEY = /"sequence_number"\s*:\s*(\d{1,15})/
/** OpenAI writes the number among the first keys, and repeats whole answers behind it. */
const LOOKED_AT = 200

/** The numbers of OpenAI's Responses stream, which count every event from the first. */
export const sequence: Rule = {
  codes: ['sequence-broken'],
  watch: stream => {
    const broken = createPlaces()
    let expected: number | null = null
    let isResponses: boolean | null = null
    return {
      block({ kind, lines, type, index }) {
        if (kind === 'partial') isResponses ??= false
        if (isResponses === false) return false
        // What is missing had its numbers.
        if (lines === null) expected = null
        if (kind !== 'event') return
        isResponses ??= type === 'response.created' || type === 'response.queued'
        if (!isResponses || lines === null) return
        const number = numberIn(lines)
        if (number === null) return
        if (expected !== null && number !== expected) broken.add({ kind: 'event', index })
        expected = number + 1
      },
      findings() {
        if (broken.count === 0 || !hasBytes(stream)) return []
        return [
          {
            code: 'sequence-broken',
            severity: 'warning',
            args: { count: broken.count },
            evidence: broken.evidence,
          },
        ]
      },
    }
  },
}

const numberIn = ({ bytes, dataFrom, dataTo }: BlockLines): number | null => {
  if (dataFrom < 0) return null
  const head = KEY.exec(decoder.decode(bytes.subarray(dataFrom, Math.min(dataTo, dataFrom + LOOKED_AT))))
  const match =
    head ?? KEY.exec(decoder.decode(bytes.subarray(Math.max(dataFrom, dataTo - LOOKED_AT), dataTo)))
  return match === null ? null : Number(match[1])
}
