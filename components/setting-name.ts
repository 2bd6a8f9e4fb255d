import type { SettingProblem } from '../lib/state/shown'
import { usePanel } from './panel-context'

const NAMES = {
  recording: 'toolbar.record',
  recordEarly: 'settings.early',
  preserveLog: 'toolbar.preserve',
  streamBytes: 'settings.stream',
  sessionBytes: 'settings.session',
  attachedBytes: 'settings.attached',
  earlyBytes: 'settings.document',
  ignoredOrigins: 'settings.ignored',
  savedFilters: 'filter.saved',
  hiddenKinds: 'view.kinds',
  absoluteTimes: 'view.absolute',
  gapMark: 'view.gap',
  jsonColumns: 'columns.json',
  ignoredFindings: 'settings.findings',
  budgets: 'settings.budgets',
  messageRules: 'settings.rules',
} as const satisfies Record<SettingProblem['setting'], string>

/** What a setting is called where it is set. */
export const useSettingName = (): ((setting: SettingProblem['setting']) => string) => {
  const { t } = usePanel().i18n
  return setting => t(NAMES[setting])
}
