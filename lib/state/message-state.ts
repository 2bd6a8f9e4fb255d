import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type Assembly, createAssembly } from '../protocols/assembly'
import { protocolById, protocols } from '../protocols/list'
import { itemText, messageJson, messageMarkdown, messageText } from '../protocols/message-text'
import type { Item, MessageView } from '../protocols/message-types'
import { type MessageStatistics, messageStatistics, reportedTokens } from '../protocols/statistics'
import type { Confidence, ProtocolId } from '../protocols/types'
import type { StreamKey } from '../session/types'
import type { SettingsStore } from '../settings/store'
import type { Milliseconds } from '../wire/units'
import type { PanelCommands } from './commands'
import type { DetailState } from './detail-state'
import type { EventsState } from './events-state'
import { ownProtocols } from './own-protocols'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import { createScrubberState, type ScrubberState } from './scrubber-state'
import type { StreamsState } from './streams-state'

/** Every protocol there is to choose. */
export const PROTOCOL_IDS: readonly ProtocolId[] = protocols.map(({ id }) => id)
export type ProtocolChoice = ProtocolId | 'auto'
export const isProtocolChoice = (value: string): value is ProtocolChoice =>
  value === 'auto' || PROTOCOL_IDS.some(id => id === value)

export type TextMode = 'text' | 'markdown'
export type CopyForm = 'text' | 'markdown' | 'json'

/** What the current stream adds up to, as it stood where the scrubber stands. */
export interface MessageShown {
  protocol: ProtocolId
  confidence: Confidence
  by: 'look' | 'rule' | 'user'
  view: MessageView
  /** The stream can still grow, and the end of it is shown. */
  isLive: boolean
  /** Blocks not read yet. */
  unread: number
}

export interface MessageStatisticsShown extends MessageStatistics {
  /** Tokens of the answer as the provider reports them; null where it reports none. */
  tokens: number | null
}

export interface MessageState {
  shown: ReadonlySignal<MessageShown | null>
  scrubber: ScrubberState
  choice: ReadonlySignal<ProtocolChoice>
  mode: ReadonlySignal<TextMode>
  /** The parts that the event selected under Events had a share in. */
  marked: ReadonlySignal<readonly number[]>
  /** What was copied last, until something else is done. */
  copied: ReadonlySignal<CopyForm | 'failed' | null>
  /** Of the whole message; it does not move with the scrubber. */
  statistics: ReadonlySignal<MessageStatisticsShown | null>
  partStatistics(part: number): MessageStatistics | null
  /** A value inside an event, as text; null where its bytes were dropped. */
  itemText(item: Item): string | null
  choose(choice: ProtocolChoice): void
  setMode(mode: TextMode): void
  copy(form: CopyForm): void
  /** Shows the event under Events. */
  goToEvent(block: number): void
  dispose(): void
}

export interface MessageSurroundings {
  streams: StreamsState
  events: EventsState
  detail: DetailState
  commands: PanelCommands
  settings: SettingsStore
  schedule: Schedule
  now: () => Milliseconds
}

/** Blocks read before the clock is asked. */
const STEP = 64
/** Statistics of more deltas are made anew only when there are a tenth more of them. */
const ALWAYS = 2000

export const createMessageState = (surroundings: MessageSurroundings): MessageState => {
  const { streams, events, detail, commands, settings, schedule, now } = surroundings
  const scrubber = createScrubberState(streams, schedule, now)
  const choices = signal<ReadonlyMap<StreamKey, ProtocolId>>(new Map())
  const rules = signal(settings.settings.messageRules)
  const mode = signal<TextMode>('markdown')
  const copied = signal<CopyForm | 'failed' | null>(null)
  const progress = signal(0)
  const isShown = computed(() => detail.tab.value === 'message')

  const choice = computed(() => choices.value.get(streams.current.value?.key ?? '') ?? 'auto')
  /** Kept while other tabs are looked at, made anew where the body is another. */
  const assembly = computed<Assembly | null>(() => {
    streams.currentReadings.value
    const stream = streams.current.value
    if (!stream || !isWanted.value) return null
    const chosen = choice.value === 'auto' ? null : protocolById(choice.value)
    return createAssembly(stream, chosen, ownProtocols(rules.value, stream))
  })
  const wantedKey = signal<StreamKey | null>(null)
  const isWanted = computed(() => wantedKey.value !== null && wantedKey.value === streams.current.value?.key)

  const pump = createPump({
    step: () => assembly.value?.advance(STEP) ?? false,
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  const undo = [
    settings.subscribe(next => {
      // Any other setting leaves the message as it is.
      if (JSON.stringify(next.messageRules) !== JSON.stringify(rules.value)) rules.value = next.messageRules
    }),
    effect(() => {
      const key = streams.current.value?.key ?? null
      copied.value = null
      if (isShown.value) wantedKey.value = key
    }),
    effect(() => {
      streams.currentRevision.value
      assembly.value
      if (isShown.value) untracked(pump.run)
      else pump.stop()
    }),
  ]

  const viewAt = (made: Assembly) => {
    progress.value
    const position = scrubber.position.value
    return position === null ? made.message.at() : made.message.at(position)
  }
  const shown = computed<MessageShown | null>(() => {
    const made = assembly.value
    const stream = streams.current.value
    if (!isShown.value || !made || !stream) return null
    streams.currentRevision.value
    const { protocol, confidence, by } = made.detection
    return {
      view: viewAt(made),
      protocol: protocol.id,
      confidence,
      by,
      isLive: streams.currentLive.value && scrubber.position.value === null,
      unread: stream.blocks.length - made.read,
    }
  })

  let lastStatistics: { made: Assembly; length: number; value: MessageStatisticsShown } | null = null
  const statistics = computed(() => {
    progress.value
    const made = assembly.value
    const stream = streams.current.value
    if (!isShown.value || !made || !stream) return null
    const { length } = made.message.content
    const known = lastStatistics?.made === made ? lastStatistics : null
    const isFresh =
      known !== null && (length === known.length || (length > ALWAYS && length < known.length * 1.1))
    if (known && isFresh && streams.currentLive.value) return known.value
    const value = {
      ...messageStatistics(stream, made.message),
      tokens: reportedTokens(made.message.at().usage),
    }
    lastStatistics = { made, length, value }
    return value
  })

  const readItem = ({ block, path }: Item): string | null => {
    const read = streams.current.value?.blocks.read(block)
    return read ? itemText(read.data, path) : null
  }

  const written = (form: CopyForm, { view, protocol }: MessageShown): string => {
    if (form === 'text') return messageText(view)
    if (form === 'markdown') return messageMarkdown(view)
    return messageJson(protocol, view, (block, path) => readItem({ block, path }))
  }

  return {
    shown,
    scrubber,
    choice,
    mode,
    copied,
    statistics,
    marked: computed(() => {
      progress.value
      const block = events.selected.value
      return block === null || !isShown.value ? [] : (assembly.value?.message.partsOf(block) ?? [])
    }),
    partStatistics(part) {
      const stream = streams.current.value
      return assembly.value && stream ? messageStatistics(stream, assembly.value.message, part) : null
    },
    itemText: item => {
      progress.value
      return readItem(item)
    },
    choose(next) {
      const stream = streams.current.value
      if (!stream) return
      const changed = new Map(choices.value)
      if (next === 'auto') changed.delete(stream.key)
      else changed.set(stream.key, next)
      choices.value = changed
    },
    setMode(next) {
      mode.value = next
    },
    copy(form) {
      const now = shown.value
      if (now) copied.value = commands.copy(written(form, now)) ? form : 'failed'
    },
    goToEvent(block) {
      events.setFilter('')
      events.select(block)
      detail.setTab('events')
    },
    dispose() {
      pump.stop()
      scrubber.dispose()
      for (const stop of undo) stop()
    },
  }
}
