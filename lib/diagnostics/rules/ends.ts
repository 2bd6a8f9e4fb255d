import type { Stream } from '../../session/types'
import type { Milliseconds } from '../../wire/units'
import { cut } from '../places'
import type { Finding, Rule } from '../types'

const BY_PAGE: readonly string[] = ['aborted', 'cancelled', 'closed']

/** Who ended the stream. What the page did itself is no fault. */
export const ends: Rule = {
  codes: ['cut-by-network', 'stopped-by-page'],
  watch: stream => ({
    findings: () => {
      if (stream.closed === null) return []
      if (stream.closed.reason === 'failed' || stream.closed.reason === 'timed-out')
        return isCutByLeaving(stream) ? [] : cutByNetwork(stream)
      return BY_PAGE.includes(stream.closed.reason)
        ? [
            {
              code: 'stopped-by-page',
              severity: 'info',
              args: { end: stream.closed.reason },
              evidence: [{ kind: 'end' }],
            },
          ]
        : []
    },
  }),
}

/** Some browsers cut what a page reads just before they leave it, and tell the page that it failed. */
const LEAVING: Milliseconds = 2_000

const isCutByLeaving = ({ closed, leftAt }: Stream): boolean =>
  closed !== null && leftAt !== null && leftAt - closed.at < LEAVING

const cutByNetwork = ({ closed, response, eventCount, bytes }: Stream): Finding[] => [
  {
    code: 'cut-by-network',
    severity: 'error',
    args: {
      message: cut(closed?.message ?? ''),
      stage: response === null ? 'asked' : bytes.length === 0 ? 'answered' : 'running',
      events: eventCount,
    },
    evidence:
      bytes.length > 0
        ? [{ kind: 'end' }, { kind: 'bytes', start: bytes.length - 1, end: bytes.length }]
        : [{ kind: 'end' }],
  },
]
