import { hasBytes } from '../sight'
import type { Rule } from '../types'

/** Legal; readers that split at LF alone leave a CR on every value. */
export const lineEnds: Rule = {
  codes: ['carriage-returns'],
  watch: stream => {
    let first = -1
    return {
      block({ lines, index }) {
        if (lines?.hasCarriageReturn) first = index
        return first < 0 && !lines?.isHead
      },
      findings: () =>
        first < 0 || !hasBytes(stream)
          ? []
          : [
              {
                code: 'carriage-returns',
                severity: 'info',
                args: {},
                evidence: [{ kind: 'event', index: first }],
              },
            ],
    }
  },
}
