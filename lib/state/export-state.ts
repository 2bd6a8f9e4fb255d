import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Session, Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import type { StreamsState } from './streams-state'

export type ExportScope = 'all' | 'selected'

/** The export menu: what goes into the file and what is kept out of it. */
export interface ExportState {
  open: ReadonlySignal<boolean>
  scope: ReadonlySignal<ExportScope>
  redact: ReadonlySignal<boolean>
  /** How many credentials redaction would take out of the chosen streams; looked for while the menu is open. */
  credentials: ReadonlySignal<number>
  /** Opens or closes the menu. Several selected streams are what one then means to export. */
  setOpen(open: boolean): void
  setScope(scope: ExportScope): void
  toggleRedact(): void
  /** Downloads the chosen streams as HAR and closes the menu. */
  har(): void
}

/** The writer of HAR files. */
export interface HarTools {
  /** The file's text in pieces. */
  write(streams: readonly Stream[], options: { redact: boolean }): string[]
  fileName(streams: readonly Stream[], at: EpochMilliseconds): string
  countCredentials(streams: readonly Stream[]): number
}

export const createExportState = (
  session: Session,
  streams: StreamsState,
  commands: PanelCommands,
  tools: HarTools,
  now: () => EpochMilliseconds,
): ExportState => {
  const open = signal(false)
  const scope = signal<ExportScope>('all')
  const redact = signal(true)
  const chosen = () =>
    scope.value === 'all'
      ? session.streams
      : session.streams.filter(stream => streams.selected.value.has(stream.key))

  return {
    open,
    scope,
    redact,
    credentials: computed(() => (open.value ? tools.countCredentials(chosen()) : 0)),
    setOpen(next) {
      if (next) scope.value = streams.selected.value.size > 1 ? 'selected' : 'all'
      open.value = next
    },
    setScope(next) {
      scope.value = next
    },
    toggleRedact() {
      redact.value = !redact.value
    },
    har() {
      const picked = chosen()
      const parts = tools.write(picked, { redact: redact.value })
      commands.download(tools.fileName(picked, now()), 'application/json', parts)
      open.value = false
    },
  }
}
