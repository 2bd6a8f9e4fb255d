import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Session, Stream, StreamKey } from '../session/types'
import { type ArrivalBins, type Arrivals, createArrivalBins } from '../views/arrival-bins'
import { type StreamFacets, streamFacets } from '../views/stream-filter'
import { isPlain, type ListEntry, listStreams } from '../views/stream-list'
import { isLive, type StreamRow, streamRow } from '../views/stream-row'
import type { DocumentInfo } from '../wire/records'
import type { ByteCount, EpochMilliseconds } from '../wire/units'
import type { ListState } from './list-state'
import type { Tick } from './tick'

/** `only`: nothing else stays selected. `toggle`: add or remove. `range`: from the last one to this one. */
export type SelectMode = 'only' | 'toggle' | 'range'

/** The streams as they are listed, and which of them are selected. */
export interface StreamsState {
  /** Lines of the list: streams that the filter lets through, and headings. */
  count: ReadonlySignal<number>
  /** Streams that the filter hides. */
  hidden: ReadonlySignal<number>
  totals: ReadonlySignal<StreamTotals>
  /** The stream whose details are shown. */
  current: ReadonlySignal<Stream | null>
  /** Its place in the list; -1 where there is none, or it is hidden. */
  currentIndex: ReadonlySignal<number>
  /** The line that the keyboard is on: the current stream's where it is on none. */
  focusedIndex: ReadonlySignal<number>
  /** Moves with every change of the current stream only. */
  currentRevision: ReadonlySignal<number>
  /** Moves when the current stream's body was read anew: its blocks are others then. */
  currentReadings: ReadonlySignal<number>
  /** Whether the current stream can still grow. */
  currentLive: ReadonlySignal<boolean>
  /** Keys of the selected streams that still exist. */
  selected: ReadonlySignal<ReadonlySet<StreamKey>>
  /** Those of them that are listed, in the order of the list. */
  selectedInOrder(): StreamKey[]
  /** The list keeps to its end as streams come in. */
  follow: ReadonlySignal<boolean>
  setFollow(on: boolean): void
  keyAt(index: number): StreamKey | undefined
  row(index: number): StreamRow | null
  /** The document that a line heads; null where the line is a stream's. */
  heading(index: number): DocumentHeading | null
  /** Takes up an earlier one's connection, and stands below it for that. */
  isFollower(index: number): boolean
  arrivals(key: StreamKey): Arrivals | null
  /** What streams can be filtered by. */
  facets(): StreamFacets
  /** The row of the current stream. */
  currentRow(): StreamRow | null
  select(index: number, mode: SelectMode): void
  /** Moves the keyboard alone: the selection stays as it is. */
  focus(index: number): void
  /** Selects one by name, as long as it exists. */
  selectKey(key: StreamKey): void
  selectAll(): void
  deselect(): void
  /** Lets running durations move on. */
  passTime(): void
}

export interface DocumentHeading {
  document: DocumentInfo
  /** Streams below it. */
  count: number
}

export interface StreamTotals {
  streams: number
  live: number
  events: number
  bytes: ByteCount
}

export const createStreamsState = (
  session: Session,
  tick: Tick,
  list: ListState,
  now: () => EpochMilliseconds,
): StreamsState => {
  const keys = signal<ReadonlySet<StreamKey>>(new Set())
  const currentKey = signal<StreamKey | null>(null)
  const anchor = signal<StreamKey | null>(null)
  const focusedKey = signal<StreamKey | null>(null)
  const follow = signal(true)

  const live = <T>(read: () => T) =>
    computed(() => {
      tick.revision.value
      return read()
    })
  const streamOf = (key: StreamKey | null) => (key === null ? null : (session.stream(key) ?? null))
  /** Null where the list is the session's. */
  const entries = live(() => {
    const options = list.options.value
    return isPlain(options) ? null : listStreams(session.streams, options, now())
  })
  const count = live(() => entries.value?.length ?? session.streams.length)
  const streamAt = (index: number): Stream | undefined => {
    if (!entries.value) return session.streams[index]
    const entry = entries.value[index]
    return entry?.kind === 'stream' ? entry.stream : undefined
  }
  const indexOf = (key: StreamKey | null) =>
    entries.value
      ? entries.value.findIndex(entry => keyOf(entry) === key)
      : session.streams.findIndex(stream => stream.key === key)
  const bins = new WeakMap<Stream, ArrivalBins>()

  const totals = live(() => totalsOf(session.streams))
  const current = live(() => streamOf(currentKey.value))
  const currentIndex = live(() => (current.value ? indexOf(current.value.key) : -1))
  const focusedIndex = live(() => {
    const focused = streamOf(focusedKey.value)
    const index = focused ? indexOf(focused.key) : -1
    return index < 0 ? currentIndex.value : index
  })
  const selected = live(() =>
    keepSame(
      keys.value,
      [...keys.value].filter(key => streamOf(key)),
    ),
  )

  const row = (stream: Stream | null | undefined) => {
    tick.revision.value
    return stream ? streamRow(stream, now()) : null
  }
  const range = (to: number) => {
    const from = Math.max(0, indexOf(anchor.value))
    const found: StreamKey[] = []
    for (let index = Math.min(from, to); index <= Math.max(from, to); index++) {
      const key = streamAt(index)?.key
      if (key !== undefined) found.push(key)
    }
    return found
  }
  const allKeys = () =>
    entries.value
      ? entries.value.map(keyOf).filter(key => key !== null)
      : session.streams.map(stream => stream.key)

  const selectOne = (key: StreamKey) => {
    keys.value = new Set([key])
    anchor.value = key
    focusedKey.value = key
    currentKey.value = key
  }
  /** A heading is passed over, in the direction in which one came to it. */
  const nearestStream = (index: number): number => {
    const step = index < focusedIndex.value ? -1 : 1
    return streamAt(index) ? index : streamAt(index + step) ? index + step : index + 1
  }
  /** Gives the place that was come to; null where no stream is there. */
  const moveTo = (wanted: number): { index: number; key: StreamKey } | null => {
    const index = nearestStream(wanted)
    const key = streamAt(index)?.key
    if (key === undefined) return null
    follow.value &&= index === count.value - 1
    focusedKey.value = key
    return { index, key }
  }
  const select = (wanted: number, mode: SelectMode) => {
    const place = moveTo(wanted)
    if (!place) return
    const { index, key } = place
    if (mode === 'range') keys.value = new Set(range(index))
    else keys.value = mode === 'toggle' ? toggled(selected.value, key) : new Set([key])
    if (mode !== 'range') anchor.value = key
    currentKey.value = keys.value.has(key) ? key : ([...keys.value].at(-1) ?? null)
  }

  return {
    count,
    hidden: live(() => {
      if (!entries.value) return 0
      return session.streams.length - entries.value.filter(entry => entry.kind === 'stream').length
    }),
    totals,
    current,
    currentIndex,
    focusedIndex,
    currentRevision: live(() => current.value?.revision ?? -1),
    currentReadings: live(() => current.value?.readings ?? -1),
    currentLive: live(() => current.value !== null && isLive(current.value.state)),
    selected,
    selectedInOrder: () => allKeys().filter(key => selected.value.has(key)),
    follow: computed(() => follow.value && entries.value === null),
    setFollow(on) {
      follow.value = on
    },
    keyAt: index => streamAt(index)?.key,
    row: index => row(streamAt(index)),
    heading(index) {
      const entry = entries.value?.[index]
      return entry?.kind === 'document' ? entry : null
    },
    isFollower(index) {
      const entry = entries.value?.[index]
      return entry?.kind === 'stream' && entry.isFollower
    },
    arrivals(key) {
      tick.revision.value
      const stream = streamOf(key)
      if (!stream || stream.chunks.length === 0) return null
      const known = bins.get(stream) ?? createArrivalBins(stream)
      bins.set(stream, known)
      if (known.scan(ARRIVALS_AT_ONCE)) tick.later()
      return known.arrivals
    },
    facets() {
      tick.revision.value
      return streamFacets(session.streams, list.options.value.filter)
    },
    currentRow: () => row(current.value),
    select,
    focus(index) {
      moveTo(index)
    },
    selectKey(key) {
      if (streamOf(key)) selectOne(key)
    },
    selectAll() {
      keys.value = new Set(allKeys())
      currentKey.value ??= allKeys()[0] ?? null
    },
    deselect() {
      keys.value = new Set()
      currentKey.value = null
    },
    passTime() {
      if (totals.value.live > 0) tick.bump()
    },
  }
}

/** Chunks taken into a row's picture before the next frame. */
const ARRIVALS_AT_ONCE = 20_000

const keyOf = (entry: ListEntry): StreamKey | null => (entry.kind === 'stream' ? entry.stream.key : null)

const totalsOf = (streams: readonly Stream[]): StreamTotals => {
  const totals = { streams: streams.length, live: 0, events: 0, bytes: 0 }
  for (const stream of streams) {
    if (isLive(stream.state)) totals.live++
    totals.events += stream.eventCount
    totals.bytes += stream.bytes.length
  }
  return totals
}

/** The very set where nothing went away, so that nothing follows from a tick alone. */
const keepSame = <T>(set: ReadonlySet<T>, kept: readonly T[]): ReadonlySet<T> =>
  kept.length === set.size ? set : new Set(kept)

const toggled = (set: ReadonlySet<StreamKey>, key: StreamKey): ReadonlySet<StreamKey> => {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
