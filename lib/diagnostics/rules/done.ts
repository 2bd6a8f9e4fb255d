import { createPlaces } from '../places'
import { hasBytes, hasEnded } from '../sight'
import { lastEvents, type ReadEvent } from '../tail'
import type { Finding, Rule } from '../types'

const LOOKED_AT = 12
const LONGEST = 12

/** Variants of `[DONE]` that a comparison with the very text misses, and events behind it. */
export const done: Rule = {
  codes: ['done-variant'],
  watch: stream => {
    let known: readonly Finding[] | null = null
    return {
      findings() {
        if (!hasEnded(stream) || stream.format !== 'event-stream') return []
        known ??= hasBytes(stream) ? examine(lastEvents(stream, LOOKED_AT)) : []
        return known
      },
    }
  },
}

const isExact = ({ data }: ReadEvent): boolean => data === '[DONE]'
const isVariant = ({ data }: ReadEvent): boolean =>
  data.length <= LONGEST && (/^\s*\[done\]\s*$/i.test(data) || data === 'DONE')

const examine = (events: readonly ReadEvent[]): Finding[] => {
  const end = events.findIndex(isExact)
  const before = end < 0 ? events : events.slice(0, end)
  const places = createPlaces()
  for (const { index } of before.filter(isVariant)) places.add({ kind: 'event', index })
  const text = before.find(isVariant)?.data
  if (end >= 0) for (const { index } of events.slice(end + 1)) places.add({ kind: 'event', index })
  if (places.count === 0) return []
  const args = { text: text === undefined ? '' : `“${text}”`, count: places.count }
  return [{ code: 'done-variant', severity: 'info', args, evidence: places.evidence }]
}
