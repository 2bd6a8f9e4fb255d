import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { readBudget } from '../settings/budgets'
import { readIgnored } from '../settings/ignored-findings'
import { isLimit, LIMIT_RANGES, MEGABYTE } from '../settings/limits'
import { readLines } from '../settings/line-list'
import { emptyRule, readRules, writeRules } from '../settings/message-rules'
import { readOrigin, readOrigins } from '../settings/origins'
import { DEFAULT_SETTINGS } from '../settings/settings'
import type { SettingsStore } from '../settings/store'
import type { LimitName, SettingProblem, Settings } from '../settings/types'
import type { StreamsState } from './streams-state'

/** The dialog's fields as they are written; limits in megabytes, origins one a line. */
export interface SettingsDraft extends Record<LimitName, string> {
  recordEarly: boolean
  ignoredOrigins: string
  /** One a line, as are the budgets. */
  ignoredFindings: string
  budgets: string
  /** As JSON. */
  messageRules: string
}

/** Why a field cannot be saved. */
export type SettingError =
  | { field: LimitName; least: number; most: number }
  | { field: 'ignoredOrigins' | LineField; bad: readonly string[] }
  | { field: 'messageRules' }

/** Settings written one entry a line. */
export type LineField = 'ignoredFindings' | 'budgets'

/** The settings dialog, and what is wrong with the settings that were stored. */
export interface SettingsState {
  isOpen: ReadonlySignal<boolean>
  draft: ReadonlySignal<SettingsDraft>
  /** What kept the last save from passing, less what was edited since. */
  errors: ReadonlySignal<readonly SettingError[]>
  /** What the browser said when it could not store; '' where it could. */
  failure: ReadonlySignal<string>
  /** The origin of the selected stream's page or frame, where it can be ignored and is not yet. */
  ignorable: ReadonlySignal<string | null>
  /** Stored values that could not be used, until they are put away. */
  problems: ReadonlySignal<readonly SettingProblem[]>
  open(): void
  close(): void
  edit(change: Partial<SettingsDraft>): void
  restoreDefaults(): void
  /** Puts the selected stream's origin on the list that is being edited. */
  ignoreOrigin(): void
  /** Adds a rule for the selected stream's address to those that are being edited, where these can be read. */
  addRule(): void
  /** Stores the draft and closes the dialog; false where a field is wrong or the browser refuses. */
  save(): Promise<boolean>
  /** Puts the defaults in the place of what could not be used. */
  dismissProblems(): void
  dispose(): void
}

export const LIMIT_NAMES: readonly LimitName[] = [
  'streamBytes',
  'sessionBytes',
  'attachedBytes',
  'earlyBytes',
]

export const createSettingsState = (store: SettingsStore, streams: StreamsState): SettingsState => {
  const isOpen = signal(false)
  const draft = signal(draftOf(store.settings))
  const errors = signal<readonly SettingError[]>([])
  const failure = signal('')
  const problems = signal(store.problems)
  const undo = store.subscribe(() => {
    problems.value = store.problems
  })

  const edit = (change: Partial<SettingsDraft>) => {
    draft.value = { ...draft.value, ...change }
    errors.value = errors.value.filter(({ field }) => !Object.hasOwn(change, field))
  }
  const start = (settings: Settings) => {
    draft.value = draftOf(settings)
    errors.value = []
    failure.value = ''
  }
  const ignorable = computed(() => {
    const origin = readOrigin(streams.current.value?.document.origin ?? '')
    return origin !== null && !linesOf(draft.value.ignoredOrigins).includes(origin) ? origin : null
  })

  return {
    isOpen,
    draft,
    errors,
    failure,
    ignorable,
    problems,
    open() {
      start(store.settings)
      isOpen.value = true
    },
    close() {
      isOpen.value = false
    },
    edit,
    restoreDefaults: () => start(DEFAULT_SETTINGS),
    ignoreOrigin() {
      if (ignorable.value === null) return
      edit({ ignoredOrigins: [...linesOf(draft.value.ignoredOrigins), ignorable.value].join('\n') })
    },
    addRule() {
      const stream = streams.current.value
      const rules = readRules(draft.value.messageRules)
      if (!stream || !rules) return
      const address = stream.opened.url.replace(/[?#].*$/s, '*')
      edit({ messageRules: writeRules([...rules, emptyRule(address)]) })
    },
    async save() {
      const read = readDraft(draft.value)
      errors.value = read.errors
      failure.value = ''
      if (read.errors.length > 0) return false
      try {
        await store.save(read.changes)
      } catch (error) {
        failure.value = String(error)
        return false
      }
      isOpen.value = false
      return true
    },
    dismissProblems() {
      problems.value = []
      // Where the browser refuses, they are told again next time.
      store.repair().catch(() => {})
    },
    dispose: undo,
  }
}

const LINE_FIELDS: readonly LineField[] = ['ignoredFindings', 'budgets']
const LINE_READERS = { ignoredFindings: readIgnored, budgets: readBudget } as const

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '')

const draftOf = (settings: Settings): SettingsDraft => ({
  recordEarly: settings.recordEarly,
  streamBytes: String(settings.streamBytes / MEGABYTE),
  sessionBytes: String(settings.sessionBytes / MEGABYTE),
  attachedBytes: String(settings.attachedBytes / MEGABYTE),
  earlyBytes: String(settings.earlyBytes / MEGABYTE),
  ignoredOrigins: settings.ignoredOrigins.join('\n'),
  ignoredFindings: settings.ignoredFindings.join('\n'),
  budgets: settings.budgets.join('\n'),
  messageRules: writeRules(settings.messageRules),
})

const readDraft = (draft: SettingsDraft): { changes: Partial<Settings>; errors: SettingError[] } => {
  const changes: Partial<Settings> = { recordEarly: draft.recordEarly }
  const errors: SettingError[] = []
  for (const field of LIMIT_NAMES) {
    const bytes = Math.round(Number(draft[field] || 'none') * MEGABYTE)
    const { least, most } = LIMIT_RANGES[field]
    if (isLimit(field, bytes)) changes[field] = bytes
    else errors.push({ field, least: least / MEGABYTE, most: most / MEGABYTE })
  }
  const { list, bad } = readOrigins(draft.ignoredOrigins)
  if (list) changes.ignoredOrigins = list
  else errors.push({ field: 'ignoredOrigins', bad })
  for (const field of LINE_FIELDS) {
    const lines = readLines(draft[field], LINE_READERS[field])
    if (lines.list) changes[field] = lines.list
    else errors.push({ field, bad: lines.bad })
  }
  const rules = readRules(draft.messageRules)
  if (rules) changes.messageRules = rules
  else errors.push({ field: 'messageRules' })
  return { changes, errors }
}
