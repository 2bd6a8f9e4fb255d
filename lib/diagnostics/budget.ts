import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import { hasTimes } from './sight'
import type { BudgetCode, Evidence, Finding, Rule, Watch } from './types'

/** What the user allows a stream. Times are from the request on. */
export interface Budget {
  firstEvent?: Milliseconds
  /** Between two chunks, and from the last one on while it runs. */
  gap?: Milliseconds
  duration?: Milliseconds
  events?: number
  /** Time within which the first event of a type must have come. */
  types: readonly { type: string; within: Milliseconds }[]
}

/** Holds a stream to the budgets of its address. */
export const budgetRule = (budgetsFor: (url: string) => readonly Budget[]): Rule => ({
  codes: ['budget-first-event', 'budget-gap', 'budget-duration', 'budget-events', 'budget-type'],
  watch: stream => {
    const budgets = budgetsFor(stream.opened.url)
    return budgets.length === 0 ? null : watchBudgets(stream, budgets)
  },
})

interface Overrun {
  taken: number
  evidence: Evidence
}

const watchBudgets = (stream: Stream, budgets: readonly Budget[]): Watch => {
  const firstOfType = new Map<string, number>()
  const wanted = new Set(budgets.flatMap(({ types }) => types.map(({ type }) => type)))
  let first = -1
  let longest: Overrun = { taken: 0, evidence: { kind: 'request' } }
  let chunks = 0

  /** Every chunk once. */
  const measureGaps = () => {
    for (; chunks < stream.chunks.length; chunks++) {
      const before = chunks === 0 ? stream.opened.at : stream.chunks.time(chunks - 1)
      const taken = stream.chunks.time(chunks) - before
      if (taken > longest.taken) longest = { taken, evidence: { kind: 'chunk', index: chunks } }
    }
  }
  return {
    block({ kind, type, index }) {
      if (kind !== 'event') return
      if (first < 0) first = index
      if (wanted.has(type) && !firstOfType.has(type)) firstOfType.set(type, index)
    },
    findings(now) {
      const { opened, closed, leftAt, blocks } = stream
      const isTimed = stream.chunks.length === 0 || hasTimes(stream)
      const end = closed?.at ?? leftAt ?? now
      measureGaps()
      const since = (index: number | undefined): number =>
        (index === undefined || index < 0 ? end : blocks.time(index)) - opened.at
      const placeOf = (index: number | undefined): Evidence =>
        index === undefined || index < 0 ? { kind: 'request' } : { kind: 'event', index }
      const found: Finding[] = []
      const hold = (code: BudgetCode, limit: number | undefined, { taken, evidence }: Overrun, type = '') => {
        if (limit === undefined || taken <= limit) return
        const isCount = code === 'budget-events'
        const args = isCount ? { limit, taken } : { limitTime: limit, takenTime: taken, type }
        found.push({ code, severity: 'warning', args, evidence: [evidence] })
      }
      for (const budget of budgets) {
        hold('budget-duration', budget.duration, { taken: end - opened.at, evidence: { kind: 'end' } })
        hold('budget-events', budget.events, { taken: stream.eventCount, evidence: { kind: 'end' } })
        if (!isTimed) continue
        hold('budget-first-event', budget.firstEvent, { taken: since(first), evidence: placeOf(first) })
        hold('budget-gap', budget.gap, worse(longest, silenceOf(stream, end)))
        for (const { type, within } of budget.types) {
          const index = firstOfType.get(type)
          hold('budget-type', within, { taken: since(index), evidence: placeOf(index) }, type)
        }
      }
      return found
    },
  }
}

const worse = (a: Overrun, b: Overrun): Overrun => (b.taken > a.taken ? b : a)

const silenceOf = ({ chunks, opened }: Stream, end: EpochMilliseconds): Overrun => {
  const last = chunks.length > 0 ? chunks.time(chunks.length - 1) : opened.at
  return { taken: end - last, evidence: { kind: 'end' } }
}
