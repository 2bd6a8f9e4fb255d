import type { Translator } from '../i18n/translator'
import type { PanelCommands } from './commands'
import type { ToastState } from './toast-state'

type NoticeCode = 'copied' | 'not-copied' | 'too-many-columns'

/** Short words on what was just done. */
export interface NoticeState {
  /** Puts the text on the clipboard, and says whether that worked. */
  copy(text: string): void
  say(code: NoticeCode): void
}

export const createNoticeState = (
  commands: Pick<PanelCommands, 'copy'>,
  toast: ToastState,
  { t }: Translator,
): NoticeState => {
  const say = (code: NoticeCode) => toast.say(t(`notice.${code}`))
  return { say, copy: text => say(commands.copy(text) ? 'copied' : 'not-copied') }
}
