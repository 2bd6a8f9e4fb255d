import { matchesUrl, readUrlPattern } from './url-pattern'

/** What one line allows; times in milliseconds. */
export interface BudgetLine {
  pattern: string
  firstEvent?: number
  gap?: number
  duration?: number
  events?: number
  types: readonly { type: string; within: number }[]
}

const NAMES = new Map<string, 'firstEvent' | 'gap' | 'duration' | 'events'>([
  ['first', 'firstEvent'],
  ['gap', 'gap'],
  ['total', 'duration'],
  ['events', 'events'],
])

/** A line: a pattern for addresses, then `first=`, `gap=`, `total=`, `events=`, `event:NAME=`. Null where it is none. */
export const parseBudget = (line: string): BudgetLine | null => {
  const [pattern = '', ...parts] = line.split(' ')
  if (readUrlPattern(pattern) === null || parts.length === 0) return null
  const types: { type: string; within: number }[] = []
  const budget: BudgetLine = { pattern, types }
  for (const part of parts) {
    const [, name = '', digits = ''] = /^([^=]+)=(\d{1,9})$/.exec(part) ?? []
    const key = NAMES.get(name)
    if (key !== undefined) budget[key] = Number(digits)
    else if (/^event:./.test(name)) types.push({ type: name.slice('event:'.length), within: Number(digits) })
    else return null
  }
  return budget
}

export const readBudget = (line: string): string | null => (parseBudget(line) === null ? null : line)

/** The budgets that hold for an address. */
export const budgetsFor = (lines: readonly string[], url: string): readonly BudgetLine[] =>
  lines
    .map(parseBudget)
    .filter(budget => budget !== null)
    .filter(({ pattern }) => matchesUrl(pattern, url))
