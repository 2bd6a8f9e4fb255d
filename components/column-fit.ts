import type { StreamColumn } from '../lib/state/shown'
import { usePanel } from './panel-context'

/** How wide a column is where the user did not say. */
interface ColumnSize {
  /** CSS pixels. */
  least: number
  /** Its share of the room that is left; 0 keeps it as it is. */
  share: number
  /** Where there is too little room, the column with the lowest goes first. */
  weight: number
}

const SIZES: Readonly<Record<StreamColumn, ColumnSize>> = {
  state: { least: 86, share: 0, weight: 12 },
  method: { least: 54, share: 0, weight: 2 },
  name: { least: 112, share: 3, weight: 99 },
  status: { least: 56, share: 0, weight: 7 },
  type: { least: 90, share: 1, weight: 3 },
  source: { least: 84, share: 0, weight: 2 },
  frame: { least: 50, share: 1, weight: 1 },
  kind: { least: 80, share: 1, weight: 5 },
  activity: { least: 62, share: 0, weight: 4 },
  start: { least: 88, share: 0, weight: 2 },
  events: { least: 54, share: 0, weight: 9 },
  chunks: { least: 62, share: 0, weight: 2 },
  size: { least: 60, share: 0, weight: 10 },
  rate: { least: 78, share: 0, weight: 2 },
  time: { least: 64, share: 0, weight: 8 },
  protocol: { least: 96, share: 1, weight: 3 },
  findings: { least: 68, share: 0, weight: 11 },
}

/** As wide as its icon: what a state is called stands in its hint then. */
const ICON_WIDTH = 24

export interface ColumnFit {
  columns: readonly StreamColumn[]
  /** CSS `grid-template-columns`. */
  template: string
  /** States show by their icon alone. */
  isStateShort: boolean
}

interface FitOptions {
  columns: readonly StreamColumn[]
  widths: ReadonlyMap<StreamColumn, number>
  /** CSS pixels there are; 0 before anything was measured. */
  room: number
  /** These stay, whatever the room. */
  held: ReadonlySet<StreamColumn>
}

/** Leaves out what there is no room for, the least telling first. */
export const fitColumns = ({ columns, widths, room, held }: FitOptions): ColumnFit => {
  const kept = [...columns]
  const isStateShort = room > 0 && room < 420 && !widths.has('state')
  const least = (column: StreamColumn) =>
    widths.get(column) ?? (column === 'state' && isStateShort ? ICON_WIDTH : SIZES[column].least)
  const total = () => kept.reduce((sum, column) => sum + least(column), 0)
  while (room > 0 && total() > room) {
    const [first, ...others] = kept.filter(column => column !== 'name' && !held.has(column))
    if (!first) break
    const next = others.reduce((a, b) => (SIZES[b].weight <= SIZES[a].weight ? b : a), first)
    kept.splice(kept.indexOf(next), 1)
  }
  const track = (column: StreamColumn) => {
    const { share } = SIZES[column]
    const width = `${least(column)}px`
    return widths.has(column) || share === 0 ? width : `minmax(${width}, ${share}fr)`
  }
  // Where every width is set, what is left stays empty.
  return { columns: kept, template: kept.map(track).join(' '), isStateShort }
}

/** The columns as they stand now. */
export const useColumnFit = (): ColumnFit => {
  const { columns, widths, room, held } = usePanel().list
  return fitColumns({ columns: columns.value, widths: widths.value, room: room.value, held: held.value })
}
