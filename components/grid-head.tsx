import { useRef, useState } from 'preact/hooks'
import { type MenuPoint, menuPoint } from './menu'
import { usePanel } from './panel-context'
import type { GridColumn } from './virtual-grid'

export const cellClass = ({ id, numeric }: GridColumn) => `cell cell-${id}${numeric ? ' numeric' : ''}`

/** What one can do with the columns. */
export interface HeadControls {
  sort: { column: string; descending: boolean } | null
  onSort: (column: string) => void
  /** Null gives the column its own width back. */
  onResize: (column: string, width: number | null) => void
  /** Asks for the menu of columns at a point of the window. */
  onMenu: (point: MenuPoint) => void
}

interface GridHeadProps {
  columns: readonly GridColumn[]
  controls: HeadControls | null
}

const STEP = 8

/** The columns' names. Where they can be controlled, one of them is in the tab order and arrows go to the others. */
export const GridHead = ({ columns, controls }: GridHeadProps) => {
  const { t } = usePanel().i18n
  const row = useRef<HTMLDivElement>(null)
  const [focused, setFocused] = useState(0)
  const at = Math.min(focused, columns.length - 1)

  const focus = (index: number) => {
    const next = Math.min(columns.length - 1, Math.max(0, index))
    setFocused(next)
    row.current?.querySelectorAll<HTMLElement>('[role="columnheader"]')[next]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const column = columns[at]
    if (!controls || !column || event.ctrlKey || event.metaKey || event.altKey) return
    const width = row.current?.children[at]?.getBoundingClientRect().width ?? 0
    if (event.key === 'ArrowRight' && event.shiftKey) controls.onResize(column.id, width + STEP)
    else if (event.key === 'ArrowLeft' && event.shiftKey) controls.onResize(column.id, width - STEP)
    else if (event.key === 'ArrowRight') focus(at + 1)
    else if (event.key === 'ArrowLeft') focus(at - 1)
    else if (event.key === 'Enter' || event.key === ' ') controls.onSort(column.id)
    else return
    event.preventDefault()
  }
  const onContextMenu = (event: MouseEvent) => {
    if (!controls) return
    event.preventDefault()
    controls.onMenu(menuPoint(event, row.current?.children[at]))
  }
  const sortOf = (id: string) =>
    controls?.sort?.column === id ? (controls.sort.descending ? 'descending' : 'ascending') : 'none'
  return (
    <div class="grid-head" role="rowgroup">
      <div ref={row} class="grid-row" role="row" aria-rowindex={1}>
        {columns.map((column, index) => (
          <div
            key={index}
            class={`${cellClass(column)}${controls ? ' is-sortable' : ''}`}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={controls ? sortOf(column.id) : undefined}
            tabIndex={controls ? (index === at ? 0 : -1) : undefined}
            title={controls ? t('columns.hint', { column: column.label }) : column.label}
            onFocus={() => setFocused(index)}
            onKeyDown={onKeyDown}
            onContextMenu={onContextMenu}
            onClick={() => controls?.onSort(column.id)}
          >
            {column.label}
            {controls && <Grip onResize={width => controls.onResize(column.id, width)} />}
          </div>
        ))}
      </div>
    </div>
  )
}

/** The edge of a column, for the pointer; keys resize on the header itself. */
const Grip = ({ onResize }: { onResize: (width: number | null) => void }) => {
  const start = useRef({ x: 0, width: 0 })
  const onPointerDown = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof HTMLElement)) return
    event.currentTarget.setPointerCapture(event.pointerId)
    start.current = {
      x: event.clientX,
      width: event.currentTarget.parentElement?.getBoundingClientRect().width ?? 0,
    }
  }
  const onPointerMove = (event: PointerEvent) => {
    if (!(event.currentTarget instanceof Element) || !event.currentTarget.hasPointerCapture(event.pointerId))
      return
    onResize(start.current.width + event.clientX - start.current.x)
  }
  return (
    <span
      class="grip"
      aria-hidden="true"
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onClick={event => event.stopPropagation()}
      onDblClick={() => onResize(null)}
    />
  )
}
