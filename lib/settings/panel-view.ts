/** How the panel was left: what is shown of the streams, and where. Names are checked by those who know them. */
export interface PanelView {
  /** Columns of the streams grid; null where the user chose none. */
  columns: readonly string[] | null
  /** Those that the user asked for by hand. */
  held: readonly string[]
  /** Widths in CSS pixels that the user gave to columns. */
  widths: readonly (readonly [column: string, width: number])[]
  sort: { column: string; descending: boolean } | null
  grouping: string
  filter: {
    text: string
    states: readonly string[]
    sources: readonly string[]
    types: readonly string[]
  }
  /** The tab of the detail. */
  tab: string
  /** Percent of the panel that the streams take; null where the user did not say. */
  split: number | null
}

export const DEFAULT_VIEW: PanelView = {
  columns: null,
  held: [],
  widths: [],
  sort: null,
  grouping: 'none',
  filter: { text: '', states: [], sources: [], types: [] },
  tab: '',
  split: null,
}

const MOST_NAMES = 60
const LONGEST = 300

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST
const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= MOST_NAMES && value.every(isText)
const isWidth = (value: unknown): value is [string, number] =>
  Array.isArray(value) && isText(value[0]) && typeof value[1] === 'number' && Number.isFinite(value[1])
const isWidths = (value: unknown): value is [string, number][] =>
  Array.isArray(value) && value.length <= MOST_NAMES && value.every(isWidth)
const isSort = (value: unknown): value is { column: string; descending: boolean } =>
  isFields(value) && isText(value.column) && typeof value.descending === 'boolean'

const isPercent = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value <= 100

/** Reads what the browser has stored; what cannot be used is as if it had never been chosen. */
export const readPanelView = (stored: unknown): PanelView => {
  const found: Fields = isFields(stored) ? stored : {}
  const filter: Fields = isFields(found.filter) ? found.filter : {}
  return {
    columns: isNames(found.columns) ? found.columns : null,
    held: isNames(found.held) ? found.held : [],
    widths: isWidths(found.widths) ? found.widths : [],
    sort: isSort(found.sort) ? found.sort : null,
    grouping: isText(found.grouping) ? found.grouping : DEFAULT_VIEW.grouping,
    filter: {
      text: isText(filter.text) ? filter.text : '',
      states: isNames(filter.states) ? filter.states : [],
      sources: isNames(filter.sources) ? filter.sources : [],
      types: isNames(filter.types) ? filter.types : [],
    },
    tab: isText(found.tab) ? found.tab : DEFAULT_VIEW.tab,
    split: isPercent(found.split) ? found.split : null,
  }
}
