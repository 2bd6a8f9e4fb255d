import type { ComponentChildren } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { cellClass, GridHead, type HeadControls } from './grid-head'
import { gridMove } from './grid-keys'
import { type MenuPoint, menuPoint } from './menu'
import { useVirtualRows } from './use-virtual-rows'

export const ROW_HEIGHT = 22
const HEAD_HEIGHT = 24

/** There a press with Ctrl asks for the menu. */
const IS_MAC = navigator.platform.startsWith('Mac')

export interface GridColumn {
  id: string
  label: string
  /** Numbers stand at the end of their column. */
  numeric?: boolean
}

/** What a row looks like; `cells` in the order of the columns. */
export interface GridRow {
  key: string | number
  className: string
  cells: readonly ComponentChildren[]
  /** One cell takes the whole row. */
  isHeading?: boolean
}

/** The modifier keys that were down. */
export interface GridModifiers {
  shift: boolean
  toggle: boolean
}

interface VirtualGridProps {
  label: string
  className: string
  /** Custom properties for the style sheet. */
  style?: Record<string, string>
  columns: readonly GridColumn[]
  count: number
  /** The row the keyboard acts on; -1 where there is none. */
  active: number
  row: (index: number) => GridRow | null
  isSelected: (index: number) => boolean
  multiple?: boolean
  follow: boolean
  onFollow: (on: boolean) => void
  /** `target`: what was clicked in the row; null for a key. */
  onMove: (index: number, modifiers: GridModifiers, target: Element | null) => void
  /** Moves the keyboard and leaves the selection; where it is not given, Ctrl changes nothing about a move. */
  onFocusMove?: (index: number) => void
  onOpen: (index: number) => void
  onSelectAll?: () => void
  /** Sorting and resizing; the columns stand as they are where it is not given. */
  head?: HeadControls
  /** CSS `grid-template-columns`; the style sheet's where it is not given. */
  template?: string
  /** Asks for the row's menu at a point of the window; `index` is the row's. */
  onMenu?: (index: number, point: MenuPoint) => void
}

/** A grid of any length: rows in view are real rows, the active one is always there and takes the focus. */
export const VirtualGrid = (props: VirtualGridProps) => {
  const { label, className, columns, count, active, multiple = false, follow, onFollow, onMove } = props
  const rows = useVirtualRows({ count, rowHeight: ROW_HEIGHT, headHeight: HEAD_HEIGHT, follow, onFollow })
  const body = useRef<HTMLDivElement>(null)
  const wantsFocus = useRef(false)

  // The first active row may be one chosen elsewhere; later ones are gone to from there.
  const isFirst = useRef(true)
  useEffect(() => {
    if (active < 0) return
    rows.reveal(active, isFirst.current ? 'middle' : 'nearest')
    isFirst.current = false
  }, [active, rows.reveal])

  // Before the next key comes: the row that had the focus may have gone.
  useLayoutEffect(() => {
    if (!wantsFocus.current) return
    wantsFocus.current = false
    body.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true })
  })

  const move = (index: number, modifiers: GridModifiers, target: Element | null) => {
    wantsFocus.current = true
    onMove(index, modifiers, target)
  }
  /** The focus goes where the row leads, even if a move just before has not been drawn yet. */
  const open = (index: number) => {
    wantsFocus.current = false
    props.onOpen(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target instanceof Element && event.target.closest('[role="columnheader"]')) return
    const isCommand = event.ctrlKey || event.metaKey
    if (event.key === 'Enter' && count > 0) open(Math.max(0, active))
    else if (event.key === ' ' && active >= 0)
      onMove(active, { shift: event.shiftKey, toggle: isCommand }, null)
    else if (event.key === 'a' && isCommand && props.onSelectAll) props.onSelectAll()
    else {
      const target = gridMove(event, { active, count, page: rows.page })
      if (target === null) return
      if (isCommand && !event.shiftKey && props.onFocusMove) {
        wantsFocus.current = true
        props.onFocusMove(target)
      } else move(target, { shift: event.shiftKey, toggle: false }, null)
    }
    event.preventDefault()
  }
  const go = (event: MouseEvent) => {
    const target = event.target instanceof Element ? event.target : null
    const index = rowIndexOf(target)
    if (index < 0) return
    move(index, { shift: event.shiftKey, toggle: event.ctrlKey || event.metaKey }, target)
  }
  // By the press: a list that follows its end may have moved on before the button is let go.
  const onMouseDown = (event: MouseEvent) => {
    if (event.button === 0 && !(event.ctrlKey && IS_MAC)) go(event)
  }
  // Assistive technology clicks without a press.
  const onClick = (event: MouseEvent) => {
    if (event.detail === 0) go(event)
  }

  // The context-menu key and Shift+F10 raise the same event, at the focused row.
  const onContextMenu = (event: MouseEvent) => {
    const index = rowIndexOf(event.target instanceof Element ? event.target : null)
    if (index < 0 || !props.onMenu) return
    event.preventDefault()
    props.onMenu(index, menuPoint(event, body.current?.querySelector(`[data-row="${index}"]`)))
  }

  const pinned = Math.max(0, active)
  const shown = indexes(rows.start, rows.end, pinned, count).flatMap(index => {
    const row = props.row(index)
    return row ? [{ index, row }] : []
  })
  const slotOf = useSlots(shown.map(({ row }) => row.key))

  return (
    <div
      ref={rows.ref}
      class={`grid ${className}`}
      style={props.template ? { '--columns': props.template, ...props.style } : props.style}
      role="grid"
      aria-label={label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length}
      aria-multiselectable={multiple}
      onScroll={rows.onScroll}
      onKeyDown={onKeyDown}
      onMouseDown={onMouseDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
    >
      <GridHead columns={columns} controls={props.head ?? null} />
      <div ref={body} class="grid-body" role="rowgroup" style={{ height: `${rows.height}px` }}>
        {shown.map(({ index, row }) => (
          <div
            key={slotOf.get(row.key)}
            class={`grid-row ${row.className}`}
            role="row"
            data-row={index}
            aria-rowindex={index + 2}
            aria-selected={props.isSelected(index)}
            tabIndex={index === pinned ? 0 : -1}
            style={{ top: `${rows.top(index)}px` }}
          >
            {row.isHeading ? (
              <div class="cell cell-heading" role="gridcell" aria-colindex={1} aria-colspan={columns.length}>
                {row.cells[0]}
              </div>
            ) : (
              columns.map((column, at) => (
                <div key={at} class={cellClass(column)} role="gridcell" aria-colindex={at + 1}>
                  {row.cells[at]}
                </div>
              ))
            )}
          </div>
        ))}
      </div>
    </div>
  )
}

/**
 * An element for each row. A row keeps its own as long as it is shown, and the focus with it; those of rows that are
 * gone are used again.
 */
const useSlots = (keys: readonly GridRow['key'][]): ReadonlyMap<GridRow['key'], number> => {
  const last = useRef(new Map<GridRow['key'], number>())
  const next = new Map<GridRow['key'], number>()
  for (const key of keys) {
    const slot = last.current.get(key)
    if (slot !== undefined) next.set(key, slot)
  }
  const taken = new Set(next.values())
  let free = 0
  for (const key of keys) {
    if (next.has(key)) continue
    while (taken.has(free)) free++
    next.set(key, free++)
  }
  last.current = next
  return next
}

/** The row that holds an element; -1 where none does. */
const rowIndexOf = (element: Element | null): number =>
  Number(element?.closest('[data-row]')?.getAttribute('data-row') ?? -1)

/** Rows in view and, wherever it is, the row that has or takes the focus. */
const indexes = (start: number, end: number, pinned: number, count: number): number[] => {
  const list: number[] = []
  if (pinned < start && pinned < count) list.push(pinned)
  for (let index = start; index < end; index++) list.push(index)
  if (pinned >= end && pinned < count) list.push(pinned)
  return list
}
