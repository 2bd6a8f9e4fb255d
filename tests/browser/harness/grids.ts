import { byRole } from './controls.ts'
import type { PanelElement, PanelHandle } from './types.ts'

/** A rendered row of a grid. Long grids are virtual: rows out of sight are not there. */
export interface GridRow {
  /** aria-rowindex: 1 is the first row of the grid, which is its header where it has one. */
  rowIndex: number
  selected: boolean
  /** Text by the name of the column. */
  cells: Record<string, string>
}

/** Runs in the page. */
function readRows(grid: Element): GridRow[] {
  const text = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim()
  const columns = [...grid.querySelectorAll('[role=columnheader]')].map(text)
  const rows = [...grid.querySelectorAll('[role=row]')].filter(row =>
    row.querySelector('[role=gridcell],[role=rowheader]'),
  )
  return rows.map(row => {
    const cells = [...row.querySelectorAll('[role=gridcell],[role=rowheader]')]
    const named = cells.map((cell, index): [string, string] => {
      const column = Number(cell.getAttribute('aria-colindex') ?? index + 1)
      return [columns[column - 1] || `column ${column}`, text(cell)]
    })
    return {
      rowIndex: Number(row.getAttribute('aria-rowindex')),
      selected: row.getAttribute('aria-selected') === 'true',
      cells: Object.fromEntries(named),
    }
  })
}

export type GridName = 'Streams' | 'Events'

/** The rendered rows of a grid, in order. */
export async function gridRows(panel: PanelHandle, name: GridName): Promise<GridRow[]> {
  const grid = await byRole(panel, 'grid', name)
  return (await grid.evaluate(readRows)).sort((a, b) => a.rowIndex - b.rowIndex)
}

/** How many rows the grid says it has, its header not counted. */
export async function rowCount(panel: PanelHandle, name: GridName): Promise<number> {
  const grid = await byRole(panel, 'grid', name)
  return grid.evaluate(element => {
    const headers = element.querySelector('[role=columnheader]') ? 1 : 0
    return Number(element.getAttribute('aria-rowcount')) - headers
  })
}

export const streamRows = (panel: PanelHandle): Promise<GridRow[]> => gridRows(panel, 'Streams')
export const eventRows = (panel: PanelHandle): Promise<GridRow[]> => gridRows(panel, 'Events')

/** Waits for a data row, counted from 0 over all rows, and scrolls to it while it is not rendered. */
const findRow = (
  panel: PanelHandle,
  name: GridName,
  index: number,
  which: 'any' | 'selected' = 'any',
): Promise<PanelElement> =>
  panel.controls.findWhere(
    (label, wanted, state) => {
      const grid = document.querySelector(`[role=grid][aria-label="${label}"]`)
      const headers = grid?.querySelector('[role=columnheader]') ? 1 : 0
      const row = grid?.querySelector(`[role=row][aria-rowindex="${wanted + headers + 1}"]`)
      // A list that follows its end may have taken the place back before it heard of the scrolling.
      const count = Number(grid?.getAttribute('aria-rowcount')) - headers
      if (grid && !row && wanted < count) grid.scrollTop = (wanted / count) * grid.scrollHeight
      return state === 'any' || row?.getAttribute('aria-selected') === 'true' ? row : null
    },
    name,
    index,
    which,
  )

/** Runs in the page: scrolls to about where the row is, unless it is in sight or not there at all. */
function scrollToRow(label: string, index: number): void {
  const grid = document.querySelector(`[role=grid][aria-label="${label}"]`)
  if (!grid) return
  const head = grid.querySelector('[role=columnheader]')
  const headers = head ? 1 : 0
  const count = Number(grid.getAttribute('aria-rowcount')) - headers
  const row = grid.querySelector(`[aria-rowindex="${index + headers + 1}"]`)?.getBoundingClientRect()
  const { top, bottom } = grid.getBoundingClientRect()
  const first = head?.getBoundingClientRect().bottom ?? top
  // The first row is there for the keyboard wherever the list stands.
  if (index >= count || (row && row.top >= first && row.bottom <= bottom)) return
  grid.scrollTop = (index / count) * grid.scrollHeight
}

/** Clicks a row, counted from 0, and waits until it is the selected one. */
export async function selectRow(panel: PanelHandle, name: GridName, index: number): Promise<void> {
  await panel.frame.evaluate(scrollToRow, name, index)
  const row = await findRow(panel, name, index)
  await row.click()
  await findRow(panel, name, index, 'selected')
}

export const selectStream = (panel: PanelHandle, index: number) => selectRow(panel, 'Streams', index)
export const selectEvent = (panel: PanelHandle, index: number) => selectRow(panel, 'Events', index)
