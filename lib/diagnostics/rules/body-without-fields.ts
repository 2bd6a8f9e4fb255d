import { cut } from '../places'
import { hasBytes, hasEnded } from '../sight'
import type { Rule } from '../types'

const READ = 200

/** A body that is labelled an event stream and is none: an error's JSON, a page, plain text. */
export const bodyWithoutFields: Rule = {
  codes: ['body-without-fields'],
  watch: stream => {
    let hasField = false
    return {
      block({ kind, lines, type }) {
        if (kind === 'event' || kind === 'comment' || kind === 'partial' || type !== 'message')
          hasField = true
        else if (lines !== null && (lines.dataLines > 0 || lines.idFrom >= 0 || lines.retryFrom >= 0))
          hasField = true
        return !hasField
      },
      findings() {
        const { format, eventCount, bytes } = stream
        if (format !== 'event-stream' || hasField || eventCount > 0 || bytes.length === 0) return []
        if (!hasEnded(stream) || !hasBytes(stream)) return []
        const head = bytes.slice(0, READ)
        const text = head === null ? '' : cut(new TextDecoder().decode(head))
        if (text === '') return []
        return [
          {
            code: 'body-without-fields',
            severity: 'error',
            args: { text },
            evidence: [{ kind: 'bytes', start: 0, end: Math.min(READ, bytes.length) }],
          },
        ]
      },
    }
  },
}
