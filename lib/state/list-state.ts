import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { StreamKey } from '../session/types'
import type { ViewStore } from '../settings/view-store'
import {
  DEFAULT_COLUMNS,
  isStreamColumn,
  STREAM_COLUMNS,
  type StreamColumn,
  type StreamRanks,
  type StreamSort,
} from '../views/stream-columns'
import { STREAM_GROUPS, type StreamFilter } from '../views/stream-filter'
import { GROUPINGS, type Grouping, type ListOptions } from '../views/stream-list'

/** How the streams are listed, as the user arranged it. All but the pins is remembered. */
export interface ListState {
  options: ReadonlySignal<ListOptions>
  /** In the order they stand. */
  columns: ReadonlySignal<readonly StreamColumn[]>
  /** Asked for by hand: never left out for want of room. */
  held: ReadonlySignal<ReadonlySet<StreamColumn>>
  /** CSS pixels that the columns share; 0 before that is known. */
  room: ReadonlySignal<number>
  setRoom(width: number): void
  /** CSS pixels, of the columns whose width the user set. */
  widths: ReadonlySignal<ReadonlyMap<StreamColumn, number>>
  /** Percent of the panel that the list takes; null where the user did not say. */
  split: ReadonlySignal<number | null>
  setSplit(percent: number | null): void
  toggleColumn(column: StreamColumn): void
  /** Shows one of the columns whatever the room. */
  holdColumn(column: StreamColumn): void
  /** Null gives the column its own width back. */
  setWidth(column: StreamColumn, width: number | null): void
  /** Default columns in their default widths, in the order in which streams were opened. */
  resetColumns(): void
  /** Up, then down, then as they were opened. */
  sortBy(column: StreamColumn): void
  setGrouping(grouping: Grouping): void
  setFilter(change: Partial<StreamFilter>): void
  clearFilter(): void
  togglePin(key: StreamKey): void
  isPinned(key: StreamKey): boolean
  /** What the columns of findings and protocols sort by. */
  rankBy(ranks: StreamRanks): void
}

const LEAST_WIDTH = 24
const MOST_WIDTH = 1200

export const createListState = (store: ViewStore): ListState => {
  const left = store.view
  const chosen = signal<readonly StreamColumn[] | null>(left.columns?.filter(isStreamColumn) ?? null)
  const held = signal<ReadonlySet<StreamColumn>>(new Set(left.held.filter(isStreamColumn)))
  const room = signal(0)
  const widths = signal<ReadonlyMap<StreamColumn, number>>(new Map(readWidths(left.widths)))
  const sort = signal<StreamSort | null>(readSort(left.sort))
  const grouping = signal<Grouping>(GROUPINGS.find(name => name === left.grouping) ?? 'none')
  const filter = signal<StreamFilter>({
    ...left.filter,
    states: STREAM_GROUPS.filter(group => left.filter.states.includes(group)),
  })
  const ranks = signal<StreamRanks>({ findings: () => 0, protocol: () => '' })
  const pinned = signal<ReadonlySet<StreamKey>>(new Set())
  const split = signal(left.split)
  const columns = computed(() => {
    const shown = chosen.value ?? DEFAULT_COLUMNS
    return STREAM_COLUMNS.filter(column => shown.includes(column))
  })

  const setColumns = (next: readonly StreamColumn[] | null) => {
    chosen.value = next
    store.save({ columns: next })
  }
  const setHeld = (next: ReadonlySet<StreamColumn>) => {
    held.value = next
    store.save({ held: [...next] })
  }
  const setWidths = (next: ReadonlyMap<StreamColumn, number>) => {
    widths.value = next
    store.save({ widths: [...next] })
  }
  const setSort = (next: StreamSort | null) => {
    sort.value = next
    store.save({ sort: next })
  }
  const setFilter = (change: Partial<StreamFilter>) => {
    filter.value = { ...filter.value, ...change }
    store.save({ filter: filter.value })
  }

  return {
    options: computed(() => ({
      filter: filter.value,
      sort: sort.value,
      grouping: grouping.value,
      pinned: pinned.value,
      ranks: ranks.value,
    })),
    columns,
    held,
    room,
    setRoom(width) {
      room.value = width
    },
    widths,
    split,
    setSplit(percent) {
      split.value = percent
      store.save({ split: percent })
    },
    toggleColumn(column) {
      const next = toggled(columns.value, column)
      // The name stays: a row must say what it is.
      if (!next.includes('name')) return
      setColumns(STREAM_COLUMNS.filter(each => next.includes(each)))
      setHeld(new Set([...held.value, column].filter(each => next.includes(each))))
    },
    holdColumn(column) {
      setHeld(new Set([...held.value, column]))
    },
    setWidth(column, width) {
      const next = new Map(widths.value)
      if (width === null) next.delete(column)
      else next.set(column, Math.min(MOST_WIDTH, Math.max(LEAST_WIDTH, Math.round(width))))
      setWidths(next)
    },
    resetColumns() {
      setColumns(null)
      setHeld(new Set())
      setWidths(new Map())
      setSort(null)
    },
    sortBy(column) {
      const current = sort.value
      if (current?.column !== column) setSort({ column, descending: false })
      else setSort(current.descending ? null : { column, descending: true })
    },
    setGrouping(next) {
      grouping.value = next
      store.save({ grouping: next })
    },
    setFilter,
    clearFilter: () => setFilter({ text: '', states: [], sources: [], types: [] }),
    togglePin(key) {
      const next = new Set(pinned.value)
      if (!next.delete(key)) next.add(key)
      pinned.value = next
    },
    rankBy(next) {
      ranks.value = next
    },
    isPinned: key => pinned.value.has(key),
  }
}

const toggled = <T>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter(each => each !== value) : [...list, value]

const readWidths = (stored: readonly (readonly [string, number])[]): [StreamColumn, number][] =>
  stored.flatMap(([column, width]) =>
    isStreamColumn(column) && width >= LEAST_WIDTH && width <= MOST_WIDTH ? [[column, width]] : [],
  )

const readSort = (stored: { column: string; descending: boolean } | null): StreamSort | null =>
  stored && isStreamColumn(stored.column) ? { column: stored.column, descending: stored.descending } : null
