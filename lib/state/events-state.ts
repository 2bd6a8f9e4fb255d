import { computed, effect, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Stream } from '../session/types'
import { type Answer, answerOf } from '../views/answer'
import { blockAt } from '../views/block-search'
import { type EventDetail, eventDetail } from '../views/event-detail'
import { createEventFilter, type EventFilter } from '../views/event-filter'
import type { EventRow } from '../views/event-row'
import { createEventRows, type EventRows } from '../views/event-rows'
import type { BlockClass, Filter } from '../views/filter-types'
import { createJsonCells } from '../views/json-cells'
import { isLive } from '../views/stream-row'
import type { ByteCount, ByteOffset, Milliseconds } from '../wire/units'
import type { EventViewState } from './event-view-state'
import type { FilterState } from './filter-state'
import { createPump } from './pump'
import type { Schedule } from './schedule'
import type { StreamsState } from './streams-state'

/** The blocks of the current stream: which are shown, which one is selected. */
export interface EventsState {
  /** Rows in view. */
  count: ReadonlySignal<number>
  /** Blocks in the stream. */
  total: ReadonlySignal<number>
  filter: ReadonlySignal<string>
  /** Blocks that were too large to be looked at in full. */
  cut: ReadonlySignal<number>
  /** The filter has not been through all blocks yet. */
  filtering: ReadonlySignal<boolean>
  /** The selected block; null where there is none. */
  selected: ReadonlySignal<number | null>
  /** Its row; -1 where the filter hides it or there is none. */
  selectedRow: ReadonlySignal<number>
  detail: ReadonlySignal<EventDetail | null>
  /** The filter hides all there is. */
  filteredOut: ReadonlySignal<boolean>
  /** What there is instead of events, and why; null where there are any. */
  answer: ReadonlySignal<Answer | null>
  /** The grid keeps to its end as rows come in. */
  follow: ReadonlySignal<boolean>
  /** Rows that came since the grid was let go of. */
  missed: ReadonlySignal<number>
  row(index: number): EventRow | null
  /** The values in the row's columns of JSON paths. */
  cells(index: number): readonly (string | null)[]
  setFilter(text: string): void
  /** Selects the block in a row. */
  selectRow(index: number): void
  /** Selects a block, whether in view or not. */
  select(block: number | null): void
  setFollow(on: boolean): void
  dispose(): void
}

/** Bytes a filter looks at before the clock is asked. */
const STEP: ByteCount = 64 * 1024

export const createEventsState = (
  streams: StreamsState,
  filter: FilterState,
  view: EventViewState,
  schedule: Schedule,
  now: () => Milliseconds,
): EventsState => {
  const selected = signal<number | null>(null)
  const follow = signal(true)
  const progress = signal(0)
  /** Blocks there were when the grid was let go of. */
  const seen = signal(0)

  const total = computed(() => {
    streams.currentRevision.value
    return streams.current.value?.blocks.length ?? 0
  })
  const shown = computed(() => {
    streams.currentReadings.value
    return viewOf(streams.current.value, filter.applied.value, view.hidden.value)
  })
  const cells = computed(() => {
    streams.currentReadings.value
    const stream = streams.current.value
    return (
      stream &&
      createJsonCells(
        stream,
        view.columns.value.map(({ path }) => path),
      )
    )
  })
  const pump = createPump({
    step: () => shown.value?.hits?.scan(STEP) ?? false,
    onProgress: () => progress.value++,
    schedule,
    now,
  })
  const count = computed(() => {
    progress.value
    return shown.value?.hits?.length ?? total.value
  })
  const blockOf = (index: number) => {
    const hits = shown.value?.hits
    return hits ? hits.blockAt(index) : index
  }

  /** Where the selected block stands, to know it again in another reading of the body. */
  let place: BlockPlace | null = null

  /** Whoever looks at an earlier block does not want it to scroll away. */
  const select = (block: number | null) => {
    selected.value = block
    place = placeOf(streams.current.value, block)
    if (block !== null && block < total.value - 1) setFollow(false)
  }
  const setFollow = (on: boolean) => {
    if (follow.value && !on) seen.value = total.value
    follow.value = on
  }

  const undo = [
    effect(() => {
      const stream = streams.current.value
      selected.value = null
      place = null
      follow.value = stream !== null && isLive(stream.state)
      seen.value = untracked(() => total.value)
    }),
    effect(() => {
      streams.currentReadings.value
      untracked(() => {
        if (selected.value !== null) selected.value = findPlace(streams.current.value, place)
      })
    }),
    effect(() => {
      shown.value
      total.value
      untracked(pump.run)
    }),
  ]

  return {
    count,
    total,
    filter: filter.text,
    cut: computed(() => {
      progress.value
      return shown.value?.hits?.cut ?? 0
    }),
    filtering: computed(() => {
      progress.value
      const hits = shown.value?.hits
      return hits !== undefined && hits !== null && hits.scanned < total.value
    }),
    selected,
    selectedRow: computed(() => {
      progress.value
      const block = selected.value
      if (block === null) return -1
      const hits = shown.value?.hits
      return hits ? hits.hitOf(block) : block
    }),
    filteredOut: computed(() => count.value === 0 && total.value > 0),
    answer: computed(() => {
      streams.currentRevision.value
      return streams.current.value && answerOf(streams.current.value)
    }),
    detail: createDetail(streams, selected),
    follow,
    missed: computed(() => {
      if (follow.value) return 0
      const { hits } = shown.value ?? {}
      return count.value - (hits ? hits.hitsBefore(seen.value) : seen.value)
    }),
    cells(index) {
      streams.currentRevision.value
      const block = blockOf(index)
      return block < 0 || block >= total.value ? [] : (cells.value?.(block) ?? [])
    },
    row(index) {
      streams.currentRevision.value
      const block = blockOf(index)
      if (!shown.value || block < 0 || block >= total.value) return null
      return shown.value.rows(block, index > 0 ? blockOf(index - 1) : -1)
    },
    setFilter: filter.set,
    selectRow(index) {
      const block = blockOf(index)
      if (block >= 0 && block < total.value) select(block)
    },
    select,
    setFollow,
    dispose() {
      pump.stop()
      for (const stop of undo) stop()
    },
  }
}

interface BlockPlace {
  start: ByteOffset
  end: ByteOffset
}

const placeOf = (stream: Stream | null, block: number | null): BlockPlace | null =>
  stream && block !== null && block < stream.blocks.length
    ? { start: stream.blocks.start(block), end: stream.blocks.end(block) }
    : null

/** The block that stands in just this place; null where none does. */
const findPlace = (stream: Stream | null, place: BlockPlace | null): number | null => {
  const found = stream && place ? blockAt(stream.blocks, place.start) : -1
  const there = placeOf(stream, found < 0 ? null : found)
  return there?.start === place?.start && there?.end === place?.end && found >= 0 ? found : null
}

interface EventsView {
  rows: EventRows
  /** Null where everything is shown. */
  hits: EventFilter | null
}

const viewOf = (
  stream: Stream | null,
  filter: Filter | null,
  hidden: readonly BlockClass[],
): EventsView | null =>
  stream && {
    rows: createEventRows(stream),
    hits: filter === null && hidden.length === 0 ? null : createEventFilter(stream, filter, hidden),
  }

/** Read once per selection: a stream that grows does not change its old blocks, one that drops bytes does. */
const createDetail = (streams: StreamsState, selected: ReadonlySignal<number | null>) => {
  const dropped = computed(() => {
    streams.currentRevision.value
    const bytes = streams.current.value?.bytes
    return bytes ? bytes.length - bytes.held : 0
  })
  return computed(() => {
    dropped.value
    streams.currentReadings.value
    const stream = streams.current.value
    const block = selected.value
    return stream && block !== null && block < stream.blocks.length ? eventDetail(stream, block) : null
  })
}
