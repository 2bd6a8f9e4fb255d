import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Session, StreamKey } from '../session/types'
import { firstIndex } from '../views/block-search'
import { readQuery, type SearchError } from '../views/search-query'
import { type SearchRow, searchHitRow, searchStreamRow } from '../views/search-row'
import { createStreamSearch, type StreamSearch } from '../views/stream-search'
import type { ByteCount, Milliseconds } from '../wire/units'
import type { DetailState } from './detail-state'
import type { EventsState } from './events-state'
import type { FilterState } from './filter-state'
import { createPump } from './pump'
import type { RawState } from './raw-state'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'
import type { Tick } from './tick'

/** A search through the events and bytes of all streams. */
export interface SearchState {
  text: ReadonlySignal<string>
  error: ReadonlySignal<SearchError | null>
  status: ReadonlySignal<'idle' | 'running' | 'done' | 'stopped'>
  /** How much of all bytes has been looked at, from 0 to 1. */
  progress: ReadonlySignal<number>
  totals: ReadonlySignal<SearchTotals>
  /** Lines of the list: each stream with hits, and its first hits below it. */
  count: ReadonlySignal<number>
  /** The chosen line; -1 where there is none. */
  selected: ReadonlySignal<number>
  row(index: number): SearchRow | null
  set(text: string): void
  /** Leaves the rest unsearched. */
  stop(): void
  /** Goes on where it was stopped. */
  resume(): void
  select(index: number): void
  /** Shows the place in its stream. */
  jump(index: number): void
  dispose(): void
}

export interface SearchTotals {
  streams: number
  events: number
  bytes: number
}

export interface SearchPlaces {
  session: Session
  streams: StreamsState
  events: EventsState
  filter: FilterState
  detail: DetailState
  raw: RawState
}

/** Bytes looked at before the clock is asked. */
const STEP: ByteCount = 64 * 1024

export const createSearchState = (
  places: SearchPlaces,
  tick: Tick,
  schedule: Schedule,
  now: () => Milliseconds,
): SearchState => {
  const { session } = places
  const text = signal('')
  const stopped = signal(false)
  const selected = signal(-1)
  const turn = signal(0)
  const isRunning = signal(false)
  const read = computed(() => readQuery(text.value.trim()))
  let searches = new Map<StreamKey, Reading>()
  let cursor = 0

  const searchOf = (at: number): StreamSearch | null => {
    const stream = session.streams[at]
    const { query } = read.peek()
    if (!stream || !query) return null
    const known = searches.get(stream.key)
    // Read anew, in another format: its blocks are others.
    if (known?.readings === stream.readings) return known.search
    const search = createStreamSearch(stream, query)
    searches.set(stream.key, { readings: stream.readings, search })
    return search
  }
  const step = (): boolean => {
    if (searchOf(cursor)?.scan(STEP)) return true
    cursor++
    return cursor < session.streams.length
  }
  const pump = createPump({
    step,
    onProgress: () => {
      isRunning.value = cursor < session.streams.length
      turn.value++
    },
    schedule,
    now,
  })
  const run = () => {
    cursor = 0
    if (!stopped.peek() && read.peek().query) pump.run()
  }
  const undo = effect(() => {
    tick.revision.value
    untracked(run)
  })

  const found = computed(() => {
    turn.value
    tick.revision.value
    return session.streams.flatMap(({ key }) => {
      const search = searches.get(key)?.search
      return search && search.events + search.bytes > 0 ? [search] : []
    })
  })
  /** The line with which each stream begins. */
  const starts = computed(() => {
    let line = 0
    return found.value.map(({ hits }) => {
      const start = line
      line += 1 + hits.length
      return start
    })
  })
  const placeOf = (index: number) => {
    const at = firstIndex(starts.value.length, each => (starts.value[each] ?? 0) > index) - 1
    const search = found.value[at]
    return search && { search, hit: search.hits[index - (starts.value[at] ?? 0) - 1] ?? null }
  }
  const stop = () => {
    stopped.value = true
    isRunning.value = false
    pump.stop()
  }

  return {
    text,
    error: computed(() => read.value.error),
    status: computed(() => {
      turn.value
      if (!read.value.query) return 'idle'
      if (stopped.value) return 'stopped'
      return isRunning.value ? 'running' : 'done'
    }),
    progress: computed(() => {
      turn.value
      const all = session.streams.reduce((sum, { bytes }) => sum + bytes.length, 0)
      const scanned = [...searches.values()].reduce((sum, { search }) => sum + search.scanned, 0)
      return all === 0 ? 1 : Math.min(1, scanned / all)
    }),
    totals: computed(() => ({
      streams: found.value.length,
      events: found.value.reduce((sum, { events }) => sum + events, 0),
      bytes: found.value.reduce((sum, { bytes }) => sum + bytes, 0),
    })),
    count: computed(() => found.value.reduce((sum, { hits }) => sum + 1 + hits.length, 0)),
    selected,
    row(index) {
      const place = placeOf(index)
      const { query } = read.value
      if (!place || !query) return null
      return place.hit ? searchHitRow(place.search.stream, place.hit, query) : searchStreamRow(place.search)
    },
    set(next) {
      text.value = next
      searches = new Map()
      stopped.value = false
      selected.value = -1
      isRunning.value = read.value.query !== null
      turn.value++
      pump.stop()
      run()
    },
    stop,
    resume() {
      stopped.value = false
      run()
    },
    select(index) {
      selected.value = index
    },
    jump(index) {
      const place = placeOf(index)
      if (!place) return
      selected.value = index
      show(places, place.search.stream.key, place.hit)
    },
    dispose() {
      undo()
      pump.stop()
    },
  }
}

interface Reading {
  readings: number
  search: StreamSearch
}

/** A filter that would hide the place gives way. */
const show = (
  { streams, events, filter, detail, raw }: SearchPlaces,
  key: StreamKey,
  hit: StreamSearch['hits'][number] | null,
): void => {
  streams.selectKey(key)
  if (!hit) return
  if (!hit.inText) {
    detail.setTab('raw')
    raw.selectAt(hit.offset)
    return
  }
  detail.setTab('events')
  events.select(hit.block)
  if (events.selectedRow.value < 0 && !events.filtering.value) filter.set('')
}
