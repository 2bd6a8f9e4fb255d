import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import { type FirstContent, findFirstContent } from '../protocols/first-content'
import type { Session, Stream, StreamKey } from '../session/types'
import type { SettingsStore } from '../settings/store'
import { firstIndex } from '../views/block-search'
import { type BytesNote, bytesNotes } from '../views/seen-as'
import { isLive, streamName } from '../views/stream-row'
import type { TimeRange } from '../views/timing-bins'
import { createTimingIndex, type TimingIndex } from '../views/timing-index'
import { type GapClass, gapClasses, type TimingStats, timingStats } from '../views/timing-stats'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'
import type { DetailState } from './detail-state'
import type { EventsState } from './events-state'
import { ownProtocols } from './own-protocols'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'
import { type TimingTrack, timingTrack } from './timing-track'

/** A stream on the axis, in numbers. */
export interface ComparedStream {
  key: StreamKey
  name: string
  stats: TimingStats
}

/** Nothing came between this chunk and the one before. */
export interface GapRow {
  /** The chunk that ended it. */
  chunk: number
  at: Milliseconds
  gap: Milliseconds
}

/** When what came: of the current stream, and of the others that are selected with it. */
export interface TimingState {
  /** The stretch of time that is shown. */
  range: ReadonlySignal<TimeRange>
  /** A part of all there is was chosen. */
  isZoomed: ReadonlySignal<boolean>
  stats: ReadonlySignal<TimingStats | null>
  /** All streams on the axis, the current one first. */
  compared: ReadonlySignal<readonly ComparedStream[]>
  classes: ReadonlySignal<readonly GapClass[]>
  gaps: ReadonlySignal<readonly GapRow[]>
  notes: ReadonlySignal<readonly BytesNote[]>
  /** How much was looked through, from 0 to 1. */
  progress: ReadonlySignal<number>
  /** Selected streams that there is no room for on the axis. */
  omitted: ReadonlySignal<number>
  /** The current stream first. */
  tracks(cells: number): TimingTrack[]
  setRange(range: TimeRange | null): void
  /** Less than 1 zooms in, around `center`, the middle where unsaid. */
  zoom(factor: number, center?: Milliseconds): void
  /** By a share of what is shown. */
  pan(share: number): void
  /** Narrows the events to what is shown, and shows them. */
  showEvents(): void
  /** Shows a gap with what is around it. */
  showGap(gap: GapRow): void
  /** Shows the first event of which a chunk brought something; the bytes where there is none. */
  showChunk(chunk: number): void
  dispose(): void
}

/** Streams on one axis. */
const MOST_TRACKS = 6
/** Rows taken in before the clock is asked. */
const STEP = 1000
/** Blocks taken apart before the clock is asked. */
const CONTENT_STEP = 16
const LEAST_RANGE: Milliseconds = 0.1

interface Options {
  session: Session
  streams: StreamsState
  events: EventsState
  detail: DetailState
  recording: ReadonlySignal<boolean>
  store: SettingsStore
  schedule: Schedule
  now: () => EpochMilliseconds
}

export const createTimingState = (options: Options): TimingState => {
  const { session, streams, events, detail, recording, store, schedule, now } = options
  const indexes = new WeakMap<Stream, TimingIndex>()
  const contents = new WeakMap<Stream, { of: number; content: FirstContent }>()
  const chosen = signal<TimeRange | null>(null)
  const progress = signal(0)
  const isShown = computed(() => detail.tab.value === 'timing')

  /** What came while recording was off is told of late, if at all. */
  let recordedSince: EpochMilliseconds | null = Number.NEGATIVE_INFINITY
  const clock = () => ({ now: now(), recordedSince })

  const indexOf = (stream: Stream): TimingIndex => {
    const known = indexes.get(stream) ?? createTimingIndex(stream)
    indexes.set(stream, known)
    return known
  }
  const contentOf = (stream: Stream): FirstContent => {
    const known = contents.get(stream)
    if (known?.of === stream.readings) return known.content
    const content = findFirstContent(stream, ownProtocols(store.settings.messageRules, stream))
    contents.set(stream, { of: stream.readings, content })
    return content
  }
  const statsOf = (stream: Stream): TimingStats =>
    timingStats(stream, indexOf(stream), { firstContent: contentOf(stream).at(), ...clock() })
  /** The connection that takes the stream up again. */
  const nextOf = ({ key }: Stream): Stream | undefined =>
    session.streams.find(({ follows }) => follows === key)
  const selected = computed((): Stream[] => {
    const current = streams.current.value
    if (!current) return []
    const others = session.streams.filter(
      stream => stream !== current && streams.selected.value.has(stream.key),
    )
    return [current, ...others]
  })
  const shown = () => selected.value.slice(0, MOST_TRACKS)
  /** Moves with every change of a stream on the axis, and while it is looked through. */
  const moves = computed(() => {
    if (!isShown.value) return -1
    streams.totals.value
    return shown().reduce((sum, stream) => sum + stream.revision, progress.value)
  })
  const scan = (stream: Stream): boolean => {
    const hasMore = contentOf(stream).advance(CONTENT_STEP)
    return indexOf(stream).scan(STEP) || hasMore
  }
  const pump = createPump({
    step: () => shown().reduce((more, stream) => scan(stream) || more, false),
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  const undo = [
    effect(() => {
      recordedSince = recording.value ? (recordedSince ?? now()) : null
    }),
    effect(() => {
      streams.current.value?.key
      chosen.value = null
    }),
    effect(() => {
      if (!isShown.value) return pump.stop()
      streams.totals.value
      streams.currentRevision.value
      selected.value
      untracked(pump.run)
    }),
  ]

  const live = <T>(read: (stream: Stream, index: TimingIndex) => T, none: T) =>
    computed(() => {
      moves.value
      const stream = streams.current.value
      return stream ? read(stream, indexOf(stream)) : none
    })
  const endOf = (stream: Stream): EpochMilliseconds => {
    const { chunks, closed, response, opened } = stream
    if (isLive(stream.state)) return now()
    const last = chunks.length > 0 ? chunks.time(chunks.length - 1) : 0
    const next = nextOf(stream)?.opened.at ?? 0
    return Math.max(opened.at, last, next, response?.at ?? 0, closed?.at ?? 0)
  }
  const whole = computed((): TimeRange => {
    moves.value
    const zero = streams.current.value?.opened.at ?? 0
    const from = Math.min(0, ...shown().map(stream => stream.opened.at - zero))
    const to = Math.max(
      1,
      ...shown()
        .map(endOf)
        .map(at => at - zero),
    )
    // Room for what stands at the very end.
    return { from, to: to + (to - from) * 0.02 }
  })
  const range = computed(() => chosen.value ?? whole.value)
  const setRange = (next: TimeRange | null) => {
    const from = Math.max(whole.value.from, next?.from ?? 0)
    const to = Math.min(whole.value.to, next?.to ?? 0)
    chosen.value = next && to - from >= LEAST_RANGE && to > from ? { from, to } : null
  }

  return {
    range,
    isZoomed: computed(() => chosen.value !== null),
    stats: live<TimingStats | null>(statsOf, null),
    compared: computed(() => {
      moves.value
      return shown().map(stream => ({
        key: stream.key,
        name: streamName(stream.opened.url),
        stats: statsOf(stream),
      }))
    }),
    classes: live<readonly GapClass[]>((_, index) => gapClasses(index), []),
    gaps: live<readonly GapRow[]>(
      (stream, index) =>
        index.largest.map(({ chunk, gap }) => ({
          chunk,
          gap,
          at: stream.chunks.time(chunk) - stream.opened.at,
        })),
      [],
    ),
    notes: live<readonly BytesNote[]>(bytesNotes, []),
    progress: live((stream, index) => {
      const all = stream.chunks.length + stream.blocks.length
      return all === 0 ? 1 : (index.chunks.length + index.events.length) / all
    }, 1),
    omitted: computed(() => Math.max(0, selected.value.length - MOST_TRACKS)),
    tracks(cells) {
      moves.value
      const zero = streams.current.value?.opened.at ?? 0
      return shown().map(stream =>
        timingTrack(stream, indexOf(stream), {
          ...{ range: range.value, count: cells, zero, clock: clock() },
          ...{ firstContent: contentOf(stream).at(), next: nextOf(stream) },
        }),
      )
    },
    setRange,
    zoom(factor, center) {
      const { from, to } = range.value
      const middle = center ?? (from + to) / 2
      setRange({ from: middle - (middle - from) * factor, to: middle + (to - middle) * factor })
    },
    pan(share) {
      const { from, to } = range.value
      const { from: first, to: last } = whole.value
      const by = Math.min(last - to, Math.max(first - from, (to - from) * share))
      setRange({ from: from + by, to: to + by })
    },
    showEvents() {
      const { from, to } = range.value
      events.setFilter(chosen.value === null ? '' : `time:${decimal(Math.max(0, from))}ms-${decimal(to)}ms`)
      detail.setTab('events')
    },
    showGap({ at, gap }) {
      setRange({ from: at - gap * 1.5, to: at + gap * 0.5 })
    },
    showChunk(chunk) {
      const stream = streams.current.value
      if (!stream || chunk >= stream.chunks.length) return
      const { blocks, chunks } = stream
      const start = chunks.offset(chunk)
      const block = firstIndex(blocks.length, at => blocks.end(at) > start)
      const isThere = block < blocks.length && blocks.start(block) < start + chunks.size(chunk)
      if (isThere) {
        events.setFilter('')
        events.select(block)
      }
      detail.setTab(isThere ? 'events' : 'raw')
    },
    dispose() {
      pump.stop()
      for (const stop of undo) stop()
    },
  }
}

/** As fine as clocks of pages are, without an exponent. */
const decimal = (value: Milliseconds): string => value.toFixed(3).replace(/\.?0+$/, '')
