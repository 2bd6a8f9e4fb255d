import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { budgetRule } from '../diagnostics/budget'
import { createDiagnostics } from '../diagnostics/diagnostics'
import { RULES } from '../diagnostics/list'
import type { Evidence, Finding, Severity } from '../diagnostics/types'
import type { Translator } from '../i18n/translator'
import { readMessage } from '../protocols/reading'
import type { Session, Stream, StreamKey } from '../session/types'
import { budgetsFor } from '../settings/budgets'
import { addIgnored, isIgnoredFinding } from '../settings/ignored-findings'
import type { SettingsStore } from '../settings/store'
import { blockAt } from '../views/block-search'
import type { EpochMilliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import type { DetailState } from './detail-state'
import type { EventsState } from './events-state'
import { findingReport } from './finding-report'
import { ownProtocols } from './own-protocols'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'
import type { Tick } from './tick'

/** What is wrong with a stream, at a glance. */
export interface FindingsBadge {
  worst: Severity
  /** Findings as bad as the worst. */
  count: number
  total: number
}

/** What is wrong with the streams. */
export interface FindingsState {
  /** Of the current stream, worst first, without those that are ignored. */
  shown: ReadonlySignal<readonly Finding[]>
  /** How many of the current stream's are ignored. */
  ignored: ReadonlySignal<number>
  /** The revision of the current stream that the findings are of; -1 before the first. */
  revision: ReadonlySignal<number>
  /** Not everything has been looked at yet. */
  isBusy: ReadonlySignal<boolean>
  /** Null where nothing is found. */
  badge(key: StreamKey): FindingsBadge | null
  /** Goes to where the evidence is. */
  show(evidence: Evidence): void
  /**
   * Ignores findings of this kind on the current stream's address; what came behind it in the address may vary. False
   * where the list is full.
   */
  ignore(finding: Finding): boolean
  /** Puts the current stream's findings on the clipboard, for a ticket; false where the browser refuses. */
  copyReport(): boolean
  dispose(): void
}

export interface FindingsOptions {
  session: Session
  tick: Tick
  streams: StreamsState
  events: EventsState
  detail: DetailState
  store: SettingsStore
  commands: PanelCommands
  i18n: Translator
  schedule: Schedule
  now: () => EpochMilliseconds
}

export const createFindingsState = (options: FindingsOptions): FindingsState => {
  const { session, tick, streams, events, detail, store, commands, i18n, now } = options
  const settings = signal(store.settings)
  const progress = signal(0)
  const busy = signal(false)

  // Rules hold their budgets, so other budgets are other rules.
  const budgets = computed(() => settings.value.budgets.join('\n'))
  const diagnostics = computed(() => {
    const lines = budgets.value === '' ? [] : budgets.value.split('\n')
    return createDiagnostics(session, [budgetRule(url => budgetsFor(lines, url)), ...RULES], stream =>
      readMessage(stream, ownProtocols(store.settings.messageRules, stream)),
    )
  })
  const pump = createPump({
    step() {
      busy.value = diagnostics.value.step()
      return busy.value
    },
    onProgress: () => progress.value++,
    schedule: options.schedule,
    now,
  })
  const undo = [
    effect(() => {
      tick.revision.value
      const current = diagnostics.value
      untracked(() => {
        current.refresh(now())
        pump.run()
      })
    }),
    store.subscribe(next => {
      settings.value = next
    }),
  ]

  const isShown = (stream: Stream, { code }: Finding) =>
    !isIgnoredFinding(settings.value.ignoredFindings, code, stream.opened.url)
  const of = (stream: Stream | null | undefined): readonly Finding[] => {
    progress.value
    if (!stream) return []
    const found = diagnostics.value.findings(stream)
    return settings.value.ignoredFindings.length === 0
      ? found
      : found.filter(finding => isShown(stream, finding))
  }
  const shown = computed(() => of(streams.current.value))

  const showBytes = (start: number) => {
    const block = streams.current.value ? blockAt(streams.current.value.blocks, start) : -1
    if (block >= 0) events.select(block)
    detail.setTab('raw')
  }
  return {
    shown,
    ignored: computed(() => {
      progress.value
      const stream = streams.current.value
      return stream ? diagnostics.value.findings(stream).length - shown.value.length : 0
    }),
    revision: computed(() => {
      progress.value
      const stream = streams.current.value
      return stream ? diagnostics.value.revision(stream) : -1
    }),
    isBusy: busy,
    badge: key => badgeOf(of(session.stream(key))),
    show(evidence) {
      const stream = streams.current.value
      if (evidence.kind === 'stream') streams.selectKey(evidence.key)
      else if (evidence.kind === 'event') {
        events.setFilter('')
        events.select(evidence.index)
        detail.setTab('events')
      } else if (evidence.kind === 'chunk') showBytes(stream?.chunks.offset(evidence.index) ?? 0)
      else if (evidence.kind === 'bytes') showBytes(evidence.start)
      else detail.setTab('request')
    },
    ignore({ code }) {
      const stream = streams.current.value
      if (!stream) return true
      const ignoredFindings = addIgnored(settings.value.ignoredFindings, code, stream.opened.url)
      if (ignoredFindings === null) return false
      // The store tells later: what is ignored until then goes on from here.
      settings.value = { ...settings.value, ignoredFindings }
      store.save({ ignoredFindings }).catch(() => {
        settings.value = store.settings
      })
      return true
    },
    copyReport() {
      const stream = streams.current.value
      return stream !== null && commands.copy(findingReport(stream, shown.value, i18n))
    },
    dispose() {
      pump.stop()
      for (const stop of undo) stop()
    },
  }
}

const badgeOf = (findings: readonly Finding[]): FindingsBadge | null => {
  const worst = findings[0]?.severity
  if (worst === undefined) return null
  return {
    worst,
    count: findings.filter(({ severity }) => severity === worst).length,
    total: findings.length,
  }
}
