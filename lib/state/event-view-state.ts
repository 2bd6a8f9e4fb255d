import { type ReadonlySignal, signal } from '@preact/signals'
import { MOST_COLUMNS } from '../settings/settings'
import type { SettingsStore } from '../settings/store'
import type { Settings } from '../settings/types'
import { BLOCK_CLASSES, type BlockClass } from '../views/filter-types'
import { type JsonPath, printPath, readPath } from '../views/json-path'
import type { Milliseconds } from '../wire/units'

/** How the events' grid shows what it shows. Remembered from one DevTools to the next. */
export interface EventViewState {
  /** Classes of blocks that are left out. */
  hidden: ReadonlySignal<readonly BlockClass[]>
  /** Times of day instead of times since the request. */
  absolute: ReadonlySignal<boolean>
  /** Gaps longer than this stand out; 0 for none. */
  gapMark: ReadonlySignal<Milliseconds>
  /** Columns of values from JSON. */
  columns: ReadonlySignal<readonly JsonColumn[]>
  toggleKind(kind: BlockClass): void
  showAllKinds(): void
  setAbsolute(on: boolean): void
  setGapMark(gap: Milliseconds): void
  /** False where there are as many as there may be. */
  addColumn(path: JsonPath): boolean
  removeColumn(name: string): void
  dispose(): void
}

export interface JsonColumn {
  /** The path in writing. */
  name: string
  path: JsonPath
}

/** The thresholds there are to choose from. */
export const GAP_MARKS: readonly Milliseconds[] = [0, 250, 1000, 5000]

export const createEventViewState = (store: SettingsStore): EventViewState => {
  const hidden = signal(hiddenOf(store.settings))
  const absolute = signal(store.settings.absoluteTimes)
  const gapMark = signal(store.settings.gapMark)
  const columns = signal(columnsOf(store.settings))

  const undo = store.subscribe(settings => {
    hidden.value = keepSame(hidden.value, hiddenOf(settings))
    absolute.value = settings.absoluteTimes
    gapMark.value = settings.gapMark
    columns.value = keepSame(columns.value, columnsOf(settings))
  })
  // Where the browser refuses, the choice holds for now and is not remembered.
  const remember = (change: Partial<Settings>) => void store.save(change).catch(() => {})

  const setHidden = (kinds: readonly BlockClass[]) => {
    hidden.value = kinds
    remember({ hiddenKinds: kinds })
  }
  const setColumns = (next: readonly JsonColumn[]) => {
    columns.value = next
    remember({ jsonColumns: next.map(({ name }) => name) })
  }
  return {
    hidden,
    absolute,
    gapMark,
    columns,
    toggleKind(kind) {
      const rest = hidden.value.filter(each => each !== kind)
      setHidden(rest.length < hidden.value.length ? rest : [...rest, kind])
    },
    showAllKinds: () => setHidden([]),
    setAbsolute(on) {
      absolute.value = on
      remember({ absoluteTimes: on })
    },
    setGapMark(gap) {
      gapMark.value = gap
      remember({ gapMark: gap })
    },
    addColumn(path) {
      const name = printPath(path)
      if (columns.value.some(column => column.name === name)) return true
      if (columns.value.length >= MOST_COLUMNS) return false
      setColumns([...columns.value, { name, path }])
      return true
    },
    removeColumn: name => setColumns(columns.value.filter(column => column.name !== name)),
    dispose: undo,
  }
}

const hiddenOf = ({ hiddenKinds }: Settings): readonly BlockClass[] =>
  BLOCK_CLASSES.filter(kind => hiddenKinds.includes(kind))

const columnsOf = ({ jsonColumns }: Settings): readonly JsonColumn[] =>
  jsonColumns.flatMap(name => {
    const read = readPath(name, 1)
    return 'path' in read && read.end === name.length ? [{ name, path: read.path }] : []
  })

/** The very list where nothing changed, so that nothing is read anew. */
const keepSame = <T>(before: T, after: T): T =>
  JSON.stringify(before) === JSON.stringify(after) ? before : after
