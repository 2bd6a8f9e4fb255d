import { type ReadonlySignal, signal } from '@preact/signals'
import type { PanelCommands } from './commands'

/** A short word on what was just done. */
export interface NoticeState {
  /** What is said; null where nothing is. */
  current: ReadonlySignal<Notice | null>
  /** Puts the text on the clipboard, and says whether that worked. */
  copy(text: string): void
  say(code: Notice['code']): void
  dismiss(): void
}

/** A new one each time, so that the same words are said again. */
export interface Notice {
  code: 'copied' | 'not-copied' | 'too-many-columns'
}

export const createNoticeState = (commands: Pick<PanelCommands, 'copy'>): NoticeState => {
  const current = signal<Notice | null>(null)
  const say = (code: Notice['code']) => {
    current.value = { code }
  }
  return {
    current,
    say,
    copy: (text: string) => say(commands.copy(text) ? 'copied' : 'not-copied'),
    dismiss() {
      current.value = null
    },
  }
}
