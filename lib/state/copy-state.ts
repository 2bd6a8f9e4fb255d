import { type ReadonlySignal, signal } from '@preact/signals'
import { type CopyKind, copyStream } from '../har/snippets'
import type { Translator } from '../i18n/translator'
import type { Session, StreamKey } from '../session/types'
import type { ByteCount } from '../wire/units'
import type { PanelCommands } from './commands'
import type { ToastState } from './toast-state'

/** Copies streams; without credentials, unless asked to keep them. */
export interface CopyState {
  redact: ReadonlySignal<boolean>
  toggleRedact(): void
  copy(key: StreamKey, kind: CopyKind): void
}

/** More is no matter for a clipboard: the export writes it to a file. */
const MOST_BYTES: ByteCount = 16_000_000

export const createCopyState = (
  session: Session,
  commands: PanelCommands,
  toast: ToastState,
  { t, bytes }: Translator,
): CopyState => {
  const redact = signal(true)
  const isLarge = (size: ByteCount, kind: CopyKind) =>
    size > MOST_BYTES && (kind === 'json' || kind === 'text' || kind === 'sse')
  return {
    redact,
    toggleRedact() {
      redact.value = !redact.value
    },
    copy(key, kind) {
      const stream = session.stream(key)
      if (!stream) return
      if (isLarge(stream.bytes.held, kind)) {
        toast.say(t('copy.large', { bytes: bytes(stream.bytes.held) }))
        return
      }
      const text = copyStream(stream, kind, { redact: redact.value })
      const isDone = commands.copy(text)
      toast.say(isDone ? t('copy.done', { what: t(`copy.${kind}`) }) : t('copy.failed'))
    },
  }
}
