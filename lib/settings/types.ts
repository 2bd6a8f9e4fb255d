import type { ByteCount, Milliseconds } from '../wire/units'
import type { MessageRule } from './message-rules'

/** What the user decides, for every tab. */
export interface Settings {
  /** Whether DevTools records when it opens: the toolbar's switch as it was left. */
  recording: boolean
  /** Whether pages record before DevTools is opened on them. */
  recordEarly: boolean
  /** Whether streams of earlier pages stay in the list: the toolbar's switch as it was left. */
  preserveLog: boolean
  /** Body bytes held of one stream in the panel. */
  streamBytes: ByteCount
  /** What a document keeps before DevTools is opened on it. */
  earlyBytes: ByteCount
  /** What a document keeps while DevTools is open. */
  attachedBytes: ByteCount
  /** Body bytes held of all streams in the panel. */
  sessionBytes: ByteCount
  /** Pages and frames of these are not recorded: origins, or `*.host` for a host and all below it. */
  ignoredOrigins: readonly string[]
  /** Expressions that the user keeps for the events' filter. */
  savedFilters: readonly string[]
  /** Classes of blocks that the events' grid leaves out. */
  hiddenKinds: readonly string[]
  /** Whether the events' grid shows the time of day. */
  absoluteTimes: boolean
  /** Gaps longer than this stand out, in milliseconds; 0 for none. */
  gapMark: Milliseconds
  /** JSON paths whose values are columns of the events' grid. */
  jsonColumns: readonly string[]
  /** Findings not to be shown: a code and a pattern for addresses. */
  ignoredFindings: readonly string[]
  /** What streams are allowed: a pattern for addresses and limits. */
  budgets: readonly string[]
  /** How streams of the user's own backends are read; the first whose address fits holds. */
  messageRules: readonly MessageRule[]
}

export type SettingName = keyof Settings
export type LimitName = 'streamBytes' | 'earlyBytes' | 'attachedBytes' | 'sessionBytes'

/** A stored value that could not be used: its default holds instead. */
export interface SettingProblem {
  setting: SettingName
  /** The value as it was stored, shortened. */
  found: string
}
