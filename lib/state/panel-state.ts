import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Locale } from '../i18n/locale'
import { createTranslator, type Translator } from '../i18n/translator'
import type { Session } from '../session/types'
import type { SettingsStore } from '../settings/store'
import type { EpochMilliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import { type CompletionState, createCompletionState } from './completion-state'
import { createDetailState, type DetailState } from './detail-state'
import { createEventViewState, type EventViewState } from './event-view-state'
import { createEventsState, type EventsState } from './events-state'
import { createExportState, type ExportState } from './export-state'
import { createFaultsState, type FaultsState } from './faults-state'
import { createFilterState, type FilterState } from './filter-state'
import { createFindingsState, type FindingsState } from './findings-state'
import { createHarTools } from './har-tools'
import { createInspectState, type InspectState } from './inspect-state'
import { createMessageState, type MessageState } from './message-state'
import { createNoticeState, type NoticeState } from './notice-state'
import { createParseState, type ParseState } from './parse-state'
import { createPresenceState, type PresenceSource, type PresenceState } from './presence-state'
import { createRawState, type RawState } from './raw-state'
import { createRecorderState, type RecorderSettings, type RecorderState } from './recorder-state'
import { createRequestState, type RequestState } from './request-state'
import { type Schedule, scheduleFrame } from './schedule'
import { createSearchState, type SearchState } from './search-state'
import { createSettingsState, type SettingsState } from './settings-state'
import { createStreamsState, type StreamsState } from './streams-state'
import { createTick } from './tick'

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
  presence: PresenceSource
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
  readonly streams: StreamsState
  readonly detail: DetailState
  readonly events: EventsState
  readonly filter: FilterState
  readonly completion: CompletionState
  readonly view: EventViewState
  readonly notice: NoticeState
  readonly message: MessageState
  readonly inspect: InspectState
  readonly raw: RawState
  readonly request: RequestState
  readonly search: SearchState
  readonly parse: ParseState
  readonly exports: ExportState
  readonly faults: FaultsState
  readonly findings: FindingsState
  readonly settings: SettingsState
  readonly presence: PresenceState
  readonly browserName: BrowserName
  setTheme(theme: Theme): void
  /** Lets go of the session. */
  dispose(): void
}

export const createPanelState = (options: PanelOptions): PanelState => {
  const { session, commands, schedule = scheduleFrame, now = epochNow } = options
  const theme = signal(options.theme)
  const tick = createTick(session, schedule)
  const streams = createStreamsState(session, tick, now)
  const detail = createDetailState()
  const filter = createFilterState(options.settingsStore)
  const view = createEventViewState(options.settingsStore)
  const events = createEventsState(streams, filter, view, schedule, now)
  const notice = createNoticeState(commands)
  const completion = createCompletionState(streams, filter, schedule, now)
  const raw = createRawState(streams, events, detail, schedule, now)
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
  const i18n = createTranslator(options.locale)
  const findings = createFindingsState({
    ...{ session, tick, streams, events, detail, commands, i18n, schedule, now },
    store: options.settingsStore,
  })
  return {
    i18n,
    theme: computed(() => theme.value),
    recorder: createRecorderState(session, commands, options.settings ?? DEFAULT_SETTINGS),
    streams,
    detail,
    events,
    filter,
    completion,
    view,
    notice,
    message,
    inspect: createInspectState(streams, events, notice),
    raw,
    request: createRequestState(session, streams),
    search,
    parse: createParseState(session, streams),
    exports: createExportState(session, streams, commands, createHarTools(options.version), now),
    faults: createFaultsState(session, tick),
    findings,
    settings,
    presence,
    browserName: options.browserName ?? 'chrome',
    setTheme(next) {
      theme.value = next
    },
    dispose() {
      findings.dispose()
      settings.dispose()
      presence.dispose()
      message.dispose()
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

const DEFAULT_SETTINGS: RecorderSettings = { recording: true, preserveLog: false }

const epochNow = (): EpochMilliseconds => performance.timeOrigin + performance.now()
