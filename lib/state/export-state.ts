import { effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Redaction } from '../har/preview-redaction'
import type { Steps } from '../har/steps'
import type { HarWriting } from '../har/write'
import type { Translator } from '../i18n/translator'
import type { Session, Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'
import type { ToastState } from './toast-state'

export type ExportScope = 'all' | 'selected'

/** The export menu: what goes into the file and what is kept out of it. */
export interface ExportState {
  open: ReadonlySignal<boolean>
  scope: ReadonlySignal<ExportScope>
  redact: ReadonlySignal<boolean>
  /** How many credentials redaction would take out of the chosen streams; null until that is known. */
  credentials: ReadonlySignal<number | null>
  /** How much of the file is written, from 0 to 1; null where none is being written. */
  progress: ReadonlySignal<number | null>
  /** Opens or closes the menu. Several selected streams are what one then means to export. */
  setOpen(open: boolean): void
  setScope(scope: ExportScope): void
  toggleRedact(): void
  /** Writes the chosen streams as HAR, downloads it, and closes the menu. */
  har(): void
  /** Gives up the file that is being written. */
  stop(): void
  dispose(): void
}

/** The writer of HAR files. */
export interface HarTools {
  write(streams: readonly Stream[], options: { redact: boolean }): HarWriting
  fileName(streams: readonly Stream[], at: EpochMilliseconds): string
  countCredentials(streams: readonly Stream[]): Steps<readonly Redaction[]>
}

interface ExportOptions {
  session: Session
  streams: StreamsState
  commands: PanelCommands
  toast: ToastState
  i18n: Translator
  tools: HarTools
  schedule: Schedule
  now: () => EpochMilliseconds
}

interface Job {
  streams: readonly Stream[]
  readings: number
  redact: boolean
  writing: HarWriting
  parts: BlobPart[]
}

export const createExportState = (options: ExportOptions): ExportState => {
  const { session, streams, commands, toast, i18n, tools, schedule, now } = options
  const open = signal(false)
  const scope = signal<ExportScope>('all')
  const redact = signal(true)
  const credentials = signal<number | null>(null)
  const progress = signal<number | null>(null)
  let count: Steps<readonly Redaction[]> | null = null
  let job: Job | null = null
  let isNewSlice = true

  const chosen = () =>
    scope.value === 'all'
      ? [...session.streams]
      : session.streams.filter(stream => streams.selected.value.has(stream.key))

  const counting = createPump({
    step() {
      const { done, value } = count?.next() ?? { done: true, value: [] }
      if (done) credentials.value = value.length
      return !done
    },
    onProgress: () => {},
    schedule,
    now,
  })
  const undo = effect(() => {
    counting.stop()
    credentials.value = null
    if (!open.value) return
    count = tools.countCredentials(chosen())
    untracked(counting.run)
  })

  const start = (picked: readonly Stream[], isRedacted: boolean): Job => ({
    streams: picked,
    readings: readingsOf(picked),
    redact: isRedacted,
    writing: tools.write(picked, { redact: isRedacted }),
    parts: [],
  })
  const save = ({ streams: written, parts }: Job) => {
    job = null
    const name = tools.fileName(written, now())
    commands.download(name, 'application/json', parts)
    toast.say(i18n.t('export.done', { name }))
  }
  const writing = createPump({
    step() {
      if (!job) return false
      // Read anew in another format since the last slice: what is written no longer fits together.
      if (isNewSlice && readingsOf(job.streams) !== job.readings) job = start(job.streams, job.redact)
      isNewSlice = false
      const hasMore = job.writing.step()
      for (const piece of job.writing.take()) job.parts.push(commands.filePart(piece))
      if (!hasMore) save(job)
      return hasMore
    },
    onProgress() {
      isNewSlice = true
      progress.value = job?.writing.progress ?? null
    },
    schedule,
    now,
  })

  return {
    open,
    scope,
    redact,
    credentials,
    progress,
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
      job = start(chosen(), redact.value)
      open.value = false
      writing.run()
    },
    stop() {
      writing.stop()
      job = null
      progress.value = null
      toast.say(i18n.t('export.stopped'))
    },
    dispose() {
      undo()
      counting.stop()
      writing.stop()
    },
  }
}

const readingsOf = (streams: readonly Stream[]): number =>
  streams.reduce((sum, { readings }) => sum + readings, 0)
