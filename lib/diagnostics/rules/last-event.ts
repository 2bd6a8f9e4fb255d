import { endedByItself, hasBytes } from '../sight'
import type { Finding, Rule } from '../types'

/** An event without the empty line that would end it: no reader of event streams hands it on. */
export const lastEvent: Rule = {
  codes: ['last-event-lost', 'last-event-cut'],
  watch: stream => ({
    findings() {
      const isLost = stream.state === 'lost'
      if (stream.format !== 'event-stream' || !(endedByItself(stream) || isLost) || !hasBytes(stream))
        return []
      const { blocks } = stream
      const index = blocks.length - 1
      if (index < 0 || blocks.kind(index) !== 'unterminated') return []
      const hasData = blocks.read(index)?.fields.some(({ name }) => name === 'data') ?? false
      return hasData ? [isLost ? found('last-event-cut', index) : found('last-event-lost', index)] : []
    },
  }),
}

const found = (code: 'last-event-lost' | 'last-event-cut', index: number): Finding => ({
  code,
  severity: code === 'last-event-lost' ? 'error' : 'info',
  args: {},
  evidence: [{ kind: 'event', index }],
})
