import { type ReadonlySignal, signal } from '@preact/signals'
import { type CopyKind, canCopy, copyStreams } from '../har/snippets'
import type { Translator } from '../i18n/translator'
import type { Session, Stream, StreamKey } from '../session/types'
import type { ByteCount } from '../wire/units'
import type { PanelCommands } from './commands'
import type { ToastState } from './toast-state'

/** Copies streams; without credentials, unless asked to keep them. */
export interface CopyState {
  redact: ReadonlySignal<boolean>
  toggleRedact(): void
  /** Whether any of the streams holds something to copy as that. */
  isPossible(keys: readonly StreamKey[], kind: CopyKind): boolean
  /** None of the streams has events: what is copied as text is their bodies. */
  isBodies(keys: readonly StreamKey[]): boolean
  /** As one text, in this order. */
  copy(keys: readonly StreamKey[], kind: CopyKind): void
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
  const streamsOf = (keys: readonly StreamKey[]): Stream[] =>
    keys.map(key => session.stream(key)).filter(stream => stream !== undefined)
  const isBodies = (streams: readonly Stream[]) => streams.every(({ eventCount }) => eventCount === 0)
  const said = (streams: readonly Stream[], kind: CopyKind): string => {
    const what = kind === 'text' && isBodies(streams) ? t('copy.body') : t(`copy.${kind}`)
    const count = streams.length
    return count === 1 ? t('copy.done', { what }) : t('copy.done.several', { what, count })
  }
  return {
    redact,
    toggleRedact() {
      redact.value = !redact.value
    },
    isPossible: (keys, kind) => streamsOf(keys).some(stream => canCopy(stream, kind)),
    isBodies: keys => isBodies(streamsOf(keys)),
    copy(keys, kind) {
      const streams = streamsOf(keys).filter(stream => canCopy(stream, kind))
      const size = streams.reduce((sum, stream) => sum + stream.bytes.held, 0)
      if (isLarge(size, kind)) {
        toast.say(t('copy.large', { bytes: bytes(size) }))
        return
      }
      const text = copyStreams(streams, kind, { redact: redact.value })
      if (text === '') toast.say(t('copy.nothing'))
      else toast.say(commands.copy(text) ? said(streams, kind) : t('copy.failed'))
    },
  }
}
