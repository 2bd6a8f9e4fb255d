import { readBudget } from './budgets'
import { readIgnored } from './ignored-findings'
import { isLimit, MEGABYTE } from './limits'
import { goodLines, isLineList } from './line-list'
import { isMessageRules } from './message-rules'
import { MOST_ORIGINS, readOrigin } from './origins'
import type { SettingName, SettingProblem, Settings } from './types'

export const DEFAULT_SETTINGS: Settings = {
  recording: true,
  recordEarly: true,
  preserveLog: false,
  streamBytes: 128 * MEGABYTE,
  earlyBytes: 8 * MEGABYTE,
  attachedBytes: 128 * MEGABYTE,
  sessionBytes: 512 * MEGABYTE,
  ignoredOrigins: [],
  savedFilters: [],
  hiddenKinds: [],
  absoluteTimes: false,
  gapMark: 1000,
  jsonColumns: [],
  ignoredFindings: [],
  budgets: [],
  messageRules: [],
}

type Guard<T> = (value: unknown) => value is T

const isFlag: Guard<boolean> = value => typeof value === 'boolean'

const isOriginList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MOST_ORIGINS &&
  value.every(entry => typeof entry === 'string' && readOrigin(entry) === entry)

/** The longest lists that are remembered of the events' grid, and their longest entry. */
export const MOST_FILTERS = 50
export const MOST_COLUMNS = 8
const LONGEST_ENTRY = 2000

const isTextList =
  (most: number): Guard<readonly string[]> =>
  (value): value is readonly string[] =>
    Array.isArray(value) &&
    value.length <= most &&
    value.every(entry => typeof entry === 'string' && entry.length <= LONGEST_ENTRY)

const isDuration: Guard<number> = (value): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value >= 0

const GUARDS: { readonly [Name in SettingName]: Guard<Settings[Name]> } = {
  recording: isFlag,
  recordEarly: isFlag,
  preserveLog: isFlag,
  streamBytes: (value): value is number => isLimit('streamBytes', value),
  earlyBytes: (value): value is number => isLimit('earlyBytes', value),
  attachedBytes: (value): value is number => isLimit('attachedBytes', value),
  sessionBytes: (value): value is number => isLimit('sessionBytes', value),
  ignoredOrigins: isOriginList,
  savedFilters: isTextList(MOST_FILTERS),
  hiddenKinds: isTextList(MOST_COLUMNS),
  absoluteTimes: isFlag,
  gapMark: isDuration,
  jsonColumns: isTextList(MOST_COLUMNS),
  ignoredFindings: isLineList(readIgnored),
  budgets: isLineList(readBudget),
  messageRules: isMessageRules,
}

/** Lists whose entries each stand for themselves: one that cannot be used takes no other with it. */
const LINES = { ignoredOrigins: readOrigin, ignoredFindings: readIgnored, budgets: readBudget } as const

const isListName = (name: string): name is keyof typeof LINES => Object.hasOwn(LINES, name)

const isSettingName = (name: string): name is SettingName => Object.hasOwn(GUARDS, name)
export const SETTING_NAMES: readonly SettingName[] = Object.keys(GUARDS).filter(isSettingName)

/**
 * Reads what the browser has stored, under one key a setting. A value that cannot be used becomes a problem and leaves
 * its default in place, or those entries of a list that can be used; a key that is not there is no problem, and one that
 * is not ours no business of ours.
 */
export const readSettings = (
  stored: Readonly<Record<string, unknown>>,
): { settings: Settings; problems: readonly SettingProblem[] } => {
  const settings = { ...DEFAULT_SETTINGS }
  const problems: SettingProblem[] = []
  for (const name of SETTING_NAMES) {
    if (!Object.hasOwn(stored, name) || stored[name] === undefined) continue
    if (take(settings, name, stored[name])) continue
    problems.push({ setting: name, found: shown(stored[name]) })
    if (isListName(name)) settings[name] = goodLines(stored[name], LINES[name])
  }
  return { settings, problems }
}

const take = <Name extends SettingName>(settings: Settings, name: Name, value: unknown): boolean => {
  const isGood = GUARDS[name]
  if (!isGood(value)) return false
  settings[name] = value
  return true
}

const SHOWN_LENGTH = 60

/** A value from the store holds nothing that JSON does not. */
const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value)
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text
}
