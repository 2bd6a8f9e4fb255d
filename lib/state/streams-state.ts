import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Session, Stream, StreamKey } from '../session/types'
import { isLive, type StreamRow, streamRow } from '../views/stream-row'
import type { ByteCount, EpochMilliseconds } from '../wire/units'
import type { Tick } from './tick'

/** `only`: nothing else stays selected. `toggle`: add or remove. `range`: from the last one to this one. */
export type SelectMode = 'only' | 'toggle' | 'range'

/** The streams, in session order, and which of them are selected. */
export interface StreamsState {
  count: ReadonlySignal<number>
  totals: ReadonlySignal<StreamTotals>
  /** The stream whose details are shown. */
  current: ReadonlySignal<Stream | null>
  /** Its place in the list; -1 where there is none. */
  currentIndex: ReadonlySignal<number>
  /** Moves with every change of the current stream only. */
  currentRevision: ReadonlySignal<number>
  /** Moves when the current stream's body was read anew: its blocks are others then. */
  currentReadings: ReadonlySignal<number>
  /** Whether the current stream can still grow. */
  currentLive: ReadonlySignal<boolean>
  /** Keys of the selected streams that still exist. */
  selected: ReadonlySignal<ReadonlySet<StreamKey>>
  /** The list keeps to its end as streams come in. */
  follow: ReadonlySignal<boolean>
  setFollow(on: boolean): void
  keyAt(index: number): StreamKey | undefined
  row(index: number): StreamRow | null
  /** The row of the current stream. */
  currentRow(): StreamRow | null
  select(index: number, mode: SelectMode): void
  /** Selects one by name, as long as it exists. */
  selectKey(key: StreamKey): void
  selectAll(): void
  deselect(): void
  /** Lets running durations move on. */
  passTime(): void
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
  now: () => EpochMilliseconds,
): StreamsState => {
  const keys = signal<ReadonlySet<StreamKey>>(new Set())
  const currentKey = signal<StreamKey | null>(null)
  const anchor = signal<StreamKey | null>(null)
  const follow = signal(true)

  const live = <T>(read: () => T) =>
    computed(() => {
      tick.revision.value
      return read()
    })
  const streamOf = (key: StreamKey | null) => (key === null ? null : (session.stream(key) ?? null))
  const indexOf = (key: StreamKey | null) => session.streams.findIndex(stream => stream.key === key)

  const totals = live(() => totalsOf(session.streams))
  const current = live(() => streamOf(currentKey.value))
  const currentIndex = live(() => (current.value ? indexOf(current.value.key) : -1))
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
    return session.streams.slice(Math.min(from, to), Math.max(from, to) + 1).map(stream => stream.key)
  }

  const select = (index: number, mode: SelectMode) => {
    const key = session.streams[index]?.key
    if (key === undefined) return
    follow.value &&= index === session.streams.length - 1
    if (mode === 'range') keys.value = new Set(range(index))
    else keys.value = mode === 'toggle' ? toggled(selected.value, key) : new Set([key])
    if (mode !== 'range') anchor.value = key
    currentKey.value = keys.value.has(key) ? key : ([...keys.value].at(-1) ?? null)
  }

  return {
    count: live(() => session.streams.length),
    totals,
    current,
    currentIndex,
    currentRevision: live(() => current.value?.revision ?? -1),
    currentReadings: live(() => current.value?.readings ?? -1),
    currentLive: live(() => current.value !== null && isLive(current.value.state)),
    selected,
    follow,
    setFollow(on) {
      follow.value = on
    },
    keyAt: index => session.streams[index]?.key,
    row: index => row(session.streams[index]),
    currentRow: () => row(current.value),
    select,
    selectKey: key => select(indexOf(key), 'only'),
    selectAll() {
      keys.value = new Set(session.streams.map(stream => stream.key))
      currentKey.value ??= session.streams[0]?.key ?? null
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
