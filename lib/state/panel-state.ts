import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Locale } from '../i18n/locale'
import { createTranslator, type Translator } from '../i18n/translator'
import type { Session } from '../session/types'
import type { SettingsStore } from '../settings/store'
import { forgetfulViewStore, type ViewStore } from '../settings/view-store'
import type { EpochMilliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import { type CompletionState, createCompletionState } from './completion-state'
import { type CopyState, createCopyState } from './copy-state'
import { createDetailState, type DetailState } from './detail-state'
import { createEventViewState, type EventViewState } from './event-view-state'
import { createEventsState, type EventsState } from './events-state'
import { createExportState, type ExportState } from './export-state'
import { createFaultsState, type FaultsState } from './faults-state'
import { createFilterState, type FilterState } from './filter-state'
import { createFindState, type FindState } from './find-state'
import { createFindingsState, type FindingsBadge, type FindingsState } from './findings-state'
import { createHarTools } from './har-tools'
import { createHelpState, type HelpState } from './help-state'
import { createInspectState, type InspectState } from './inspect-state'
import { createListState, type ListState } from './list-state'
import { createMessageState, type MessageState } from './message-state'
import { createNoticeState, type NoticeState } from './notice-state'
import { keepPlace, type PanelPlace } from './panel-place'
import { createParseState, type ParseState } from './parse-state'
import { createPresenceState, type PresenceSource, type PresenceState } from './presence-state'
import { createProtocolsState, type ProtocolsState } from './protocols-state'
import { createRawState, type RawState } from './raw-state'
import { createRecorderState, type RecorderSettings, type RecorderState } from './recorder-state'
import { createRequestState, type RequestState } from './request-state'
import { sampleDocument, sampleRecords } from './sample-stream'
import { type Schedule, scheduleFrame } from './schedule'
import { createSearchState, type SearchState } from './search-state'
import { createSettingsState, type SettingsState } from './settings-state'
import { createStreamsState, type StreamsState } from './streams-state'
import { createTick } from './tick'
import { createTimingState, type TimingState } from './timing-state'
import { createToastState, type ToastState } from './toast-state'

export type Theme = 'light' | 'dark'
export type BrowserName = 'chrome' | 'firefox'

export interface PanelOptions {
  session: Session
  locale: Locale
  theme: Theme
  /** Written into exported files. */
  version: string
  commands: PanelCommands
  settingsStore: SettingsStore
  /** How the panel was left; nothing is remembered where unsaid. */
  viewStore?: ViewStore
  presence: PresenceSource
  /** Gone to when the panel opens, and kept up to date. */
  place?: Partial<PanelPlace>
  /** Whose pages the user is sent to; Chrome's where unsaid. */
  browserName?: BrowserName
  /** What the recorder is set to when the panel opens; recording and not preserving where unsaid. */
  settings?: RecorderSettings
  now?: () => EpochMilliseconds
  /** When coalesced updates run; once per frame where unsaid. */
  schedule?: Schedule
}

/** All the panel shows and can do. Signals are read-only outside; everything changes through verbs. */
export interface PanelState {
  readonly i18n: Translator
  readonly theme: ReadonlySignal<Theme>
  readonly recorder: RecorderState
  readonly list: ListState
  readonly streams: StreamsState
  readonly detail: DetailState
  readonly events: EventsState
  readonly filter: FilterState
  readonly completion: CompletionState
  readonly view: EventViewState
  readonly notice: NoticeState
  readonly message: MessageState
  readonly timing: TimingState
  readonly inspect: InspectState
  readonly raw: RawState
  readonly find: FindState
  readonly request: RequestState
  readonly search: SearchState
  readonly parse: ParseState
  readonly exports: ExportState
  readonly copying: CopyState
  readonly toast: ToastState
  readonly help: HelpState
  readonly faults: FaultsState
  readonly findings: FindingsState
  readonly protocols: ProtocolsState
  readonly settings: SettingsState
  readonly presence: PresenceState
  readonly browserName: BrowserName
  setTheme(theme: Theme): void
  /** Adds a stream to look at, made here, and shows it. */
  showSample(): void
  /** Lets go of the session. */
  dispose(): void
}

export const createPanelState = (options: PanelOptions): PanelState => {
  const { session, commands, schedule = scheduleFrame, now = epochNow } = options
  const theme = signal(options.theme)
  const i18n = createTranslator(options.locale)
  const tick = createTick(session, schedule)
  const views = options.viewStore ?? forgetfulViewStore()
  const list = createListState(views)
  const streams = createStreamsState(session, tick, list, now)
  const detail = createDetailState(views)
  const filter = createFilterState(options.settingsStore)
  const view = createEventViewState(options.settingsStore)
  const events = createEventsState(streams, filter, view, schedule, now)
  const toast = createToastState()
  const notice = createNoticeState(commands, toast, i18n)
  const completion = createCompletionState(streams, filter, schedule, now)
  const raw = createRawState(streams, events, detail, schedule, now)
  const find = createFindState(streams, detail, raw.mode, schedule, now)
  const recorder = createRecorderState(session, commands, options.settings ?? DEFAULT_SETTINGS)
  const timing = createTimingState({
    ...{ session, streams, events, detail, schedule, now },
    recording: recorder.recording,
    store: options.settingsStore,
  })
  const message = createMessageState({
    streams,
    events,
    detail,
    commands,
    settings: options.settingsStore,
    schedule,
    now,
  })
  const places = { session, streams, events, filter, detail, raw }
  const search = createSearchState(places, tick, schedule, now)
  const settings = createSettingsState(options.settingsStore, streams)
  const presence = createPresenceState(options.presence)
  const exports = createExportState({
    ...{ session, streams, commands, toast, i18n, schedule, now },
    tools: createHarTools(options.version),
  })
  const findings = createFindingsState({
    ...{ session, tick, streams, events, detail, commands, i18n, schedule, now },
    store: options.settingsStore,
  })
  const protocols = createProtocolsState({
    ...{ session, tick, list, schedule, now },
    store: options.settingsStore,
  })
  list.rankBy({
    findings: key => findingRank(findings.badge(key)),
    protocol: key => protocols.of(key)?.id ?? '',
  })
  const undoPlace = options.place && keepPlace(options.place, streams, events)
  return {
    i18n,
    theme: computed(() => theme.value),
    recorder,
    list,
    streams,
    detail,
    events,
    filter,
    completion,
    view,
    notice,
    message,
    inspect: createInspectState(streams, events, notice),
    timing,
    raw,
    find,
    request: createRequestState(session, streams, now),
    search,
    parse: createParseState(session, streams),
    exports,
    copying: createCopyState(session, commands, toast, i18n),
    toast,
    help: createHelpState(),
    faults: createFaultsState(session, tick),
    findings,
    protocols,
    settings,
    presence,
    browserName: options.browserName ?? 'chrome',
    showSample() {
      const { startedAt, records } = sampleRecords(now())
      const document = sampleDocument(session.streams.length + 1, startedAt)
      session.openDocument(document)
      for (const record of records) session.append(document.id, record)
      streams.selectKey(`${document.id}/1`)
    },
    setTheme(next) {
      theme.value = next
    },
    dispose() {
      undoPlace?.()
      exports.dispose()
      protocols.dispose()
      findings.dispose()
      settings.dispose()
      presence.dispose()
      message.dispose()
      timing.dispose()
      find.dispose()
      search.dispose()
      raw.dispose()
      events.dispose()
      completion.dispose()
      filter.dispose()
      view.dispose()
      tick.dispose()
    },
  }
}

/** The worst first, then by how many there are. */
const findingRank = (badge: FindingsBadge | null): number =>
  badge ? { error: 3, warning: 2, info: 1 }[badge.worst] * 1_000_000 + badge.count : 0

const DEFAULT_SETTINGS: RecorderSettings = { recording: true, preserveLog: false }

const epochNow = (): EpochMilliseconds => performance.timeOrigin + performance.now()
