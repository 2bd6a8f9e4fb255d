import { describe, expect, test } from 'vitest'
import { type Budget, budgetRule } from '../../../lib/diagnostics/budget'
import type { Finding } from '../../../lib/diagnostics/types'
import { type Case, events, findingsIn, sessionOf } from './examined'

const LOOKED_AT = 600_000

const overruns = (budget: Partial<Budget>, given: Case): readonly Finding[] => {
  const session = sessionOf(given)
  const rule = budgetRule(() => [{ types: [], ...budget }])
  return findingsIn(session, session.streams[0], [rule], LOOKED_AT)
}

type Row = [name: string, budget: Partial<Budget>, given: Case, taken: number]

const budget = (code: Finding['code'], found: Row[], notFound: Row[]) =>
  describe(code, () => {
    test.each(found)('found when %s', (_name, limits, given, taken) => {
      const [finding, ...more] = overruns(limits, given)
      expect([finding?.code, finding?.severity, more]).toEqual([code, 'warning', []])
      expect(finding?.args.takenTime ?? finding?.args.taken).toBe(taken)
    })
    test.each(notFound)('not found when %s', (_name, limits, given) => {
      expect(overruns(limits, given)).toEqual([])
    })
  })

budget(
  'budget-first-event',
  [
    ['it comes late', { firstEvent: 1000 }, { steps: [1200, 'data: a\n\n'] }, 1205],
    ['comments came in time', { firstEvent: 1000 }, { steps: [': a\n\n', 1200, 'data: a\n\n'] }, 1205],
    ['none ever came', { firstEvent: 1000 }, { steps: [': a\n\n', 2000] }, 2005],
    ['none has come yet', { firstEvent: 1000 }, { close: null }, LOOKED_AT],
    [
      'the page was left before one came',
      { firstEvent: 1000 },
      { steps: [': a\n\n', 1500], close: null, leavesAfter: 100 },
      1605,
    ],
  ],
  [
    ['it comes in time', { firstEvent: 1000 }, { steps: [900, 'data: a\n\n', 5000] }, 0],
    ['there is no such limit', {}, { steps: [9000, 'data: a\n\n'] }, 0],
    ['the page was left before', { firstEvent: 1000 }, { close: null, leavesAfter: 500 }, 0],
    [
      'times are not known',
      { firstEvent: 1000 },
      { steps: [1200, 'data: a\n\n'], consumer: 'devtools-body' },
      0,
    ],
  ],
)

budget(
  'budget-gap',
  [
    ['chunks are far apart', { gap: 1000 }, { steps: ['data: a\n\n', 1500, 'data: b\n\n'] }, 1500],
    ['the first is late', { gap: 1000 }, { steps: [1500, 'data: a\n\n'] }, 1505],
    ['the end is', { gap: 1000 }, { steps: ['data: a\n\n', 1500] }, 1500],
    ['nothing comes any more', { gap: 1000 }, { steps: ['data: a\n\n'], close: null }, LOOKED_AT - 5],
    [
      'the page was left after a silence',
      { gap: 1000 },
      { steps: ['data: a\n\n'], close: null, leavesAfter: 1500 },
      1500,
    ],
  ],
  [
    ['chunks come often', { gap: 1000 }, { steps: events(4).flatMap(event => [900, event]) }, 0],
    ['comments come', { gap: 1000 }, { steps: ['data: a\n\n', 900, ': b\n\n', 900, 'data: c\n\n'] }, 0],
    ['the page was left', { gap: 1000 }, { steps: ['data: a\n\n'], close: null, leavesAfter: 900 }, 0],
    ['times are not known', { gap: 1000 }, { steps: [1500, 'data: a\n\n'], consumer: 'devtools-body' }, 0],
  ],
)

budget(
  'budget-duration',
  [
    ['it ends late', { duration: 1000 }, { steps: ['data: a\n\n', 1500] }, 1505],
    ['it goes on', { duration: 1000 }, { steps: ['data: a\n\n'], close: null }, LOOKED_AT],
    ['the answer alone took as long', { duration: 1000 }, { answerAfter: 1500 }, 1500],
    ['the page was left late', { duration: 1000 }, { steps: [1500], close: null, leavesAfter: 0 }, 1505],
  ],
  [
    ['it ends in time', { duration: 1000 }, { steps: [900, 'data: a\n\n'] }, 0],
    ['it takes just as long', { duration: 1005 }, { steps: [1000, 'data: a\n\n'] }, 0],
    ['the page was left in time', { duration: 1000 }, { steps: [500], close: null, leavesAfter: 100 }, 0],
  ],
)

budget(
  'budget-events',
  [
    ['there are too many', { events: 3 }, { steps: events(4) }, 4],
    ['they come at once', { events: 3 }, { steps: [events(9).join('')] }, 9],
    ['it goes on', { events: 3 }, { steps: events(4), close: null }, 4],
  ],
  [
    ['there are as many', { events: 3 }, { steps: events(3) }, 0],
    ['comments come', { events: 3 }, { steps: [...events(3), ': a\n\n', ': b\n\n'] }, 0],
    ['there are none', { events: 0 }, { steps: [] }, 0],
  ],
)

const done: Partial<Budget> = { types: [{ type: 'done', within: 1000 }] }
const ending = (wait: number): Case => ({ steps: ['data: a\n\n', wait, 'event: done\ndata: b\n\n'] })
budget(
  'budget-type',
  [
    ['it comes late', done, ending(1500), 1505],
    ['it never comes', done, { steps: ['data: a\n\n', 1500] }, 1505],
    ['it has not come yet', done, { steps: ['data: a\n\n'], close: null }, LOOKED_AT],
  ],
  [
    ['it comes in time', done, ending(900), 0],
    ['it comes again, late', done, { steps: ['event: done\ndata: b\n\n', ...(ending(1500).steps ?? [])] }, 0],
    ['the page was left in time', done, { steps: ['data: a\n\n'], close: null, leavesAfter: 100 }, 0],
  ],
)
