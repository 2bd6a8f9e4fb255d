import { endedByItself, hasBytes } from '../sight'
import type { Rule } from '../types'

/** An event without the empty line that would end it: no reader of event streams hands it on. */
export const lastEvent: Rule = {
  codes: ['last-event-lost'],
  watch: stream => ({
    findings() {
      if (stream.format !== 'event-stream' || !endedByItself(stream) || !hasBytes(stream)) return []
      const { blocks } = stream
      const index = blocks.length - 1
      if (index < 0 || blocks.kind(index) !== 'unterminated') return []
      const hasData = blocks.read(index)?.fields.some(({ name }) => name === 'data') ?? false
      return hasData
        ? [{ code: 'last-event-lost', severity: 'error', args: {}, evidence: [{ kind: 'event', index }] }]
        : []
    },
  }),
}
