import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { StreamColumn, StreamRow } from '../lib/state/shown'
import { useColumnFit } from './column-fit'
import { COLUMN_LABELS, ColumnsMenu } from './columns-menu'
import type { MenuPoint } from './menu'
import { usePanel } from './panel-context'
import { HeadingText, streamCell } from './stream-cells'
import { StreamMenu } from './stream-menu'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

type OpenMenu = MenuPoint & ({ of: 'columns' } | { of: 'stream'; key: string })

const NUMERIC: ReadonlySet<StreamColumn> = new Set(['start', 'events', 'chunks', 'size', 'rate', 'time'])

/** The streams as the user arranged them, newest last where nothing else is said. */
export const StreamsGrid = () => {
  const { list, streams, i18n } = usePanel()
  const { t } = i18n
  const [menu, setMenu] = useState<OpenMenu | null>(null)
  const root = useRoom(list.setRoom)
  const fit = useColumnFit()
  const columns: GridColumn[] = fit.columns.map(id => ({
    id,
    label: t(COLUMN_LABELS[id]),
    numeric: NUMERIC.has(id),
  }))
  const selected = streams.selected.value
  const row = (index: number): GridRow | null => {
    const stream = streams.row(index)
    if (stream) return { ...rowLook(stream, index), cells: cellsOf(stream, index) }
    const heading = streams.heading(index)
    return (
      heading && {
        key: `document ${heading.document.id}`,
        className: 'is-document',
        isHeading: true,
        cells: [<HeadingText heading={heading} />],
      }
    )
  }
  const rowLook = ({ key, state, quiet }: StreamRow, index: number) => {
    const marks = [
      `stream is-${state}`,
      selected.has(key) && 'is-selected',
      quiet !== null && 'is-stalled',
      list.isPinned(key) && 'is-pinned',
      streams.isFollower(index) && 'is-follower',
    ]
    return { key, className: marks.filter(Boolean).join(' ') }
  }
  const cellsOf = (stream: StreamRow, index: number): ComponentChildren[] =>
    fit.columns.map(column => streamCell(column, { row: stream, isFollower: streams.isFollower(index) }))
  return (
    <div ref={root} class={`streams-list${fit.isStateShort ? ' has-short-states' : ''}`}>
      <VirtualGrid
        label={t('streams.name')}
        className="streams"
        columns={columns}
        template={fit.template}
        count={streams.count.value}
        active={streams.focusedIndex.value}
        row={row}
        isSelected={index => selected.has(streams.keyAt(index) ?? '')}
        multiple
        follow={streams.follow.value}
        onFollow={streams.setFollow}
        onMove={(index, { shift, toggle }) =>
          streams.select(index, shift ? 'range' : toggle ? 'toggle' : 'only')
        }
        onFocusMove={streams.focus}
        onOpen={index => {
          streams.select(index, 'only')
          focusDetail()
        }}
        onSelectAll={streams.selectAll}
        head={useHead(point => setMenu({ of: 'columns', ...point }))}
        onMenu={(index, point) => {
          const key = streams.keyAt(index)
          if (key === undefined) return
          if (!selected.has(key)) streams.select(index, 'only')
          setMenu({ of: 'stream', key, ...point })
        }}
      />
      {menu?.of === 'columns' && <ColumnsMenu point={menu} onClose={() => setMenu(null)} />}
      {menu?.of === 'stream' && (
        <StreamMenu streamKey={menu.key} point={menu} onClose={() => setMenu(null)} />
      )}
    </div>
  )
}

const useHead = (onMenu: (point: MenuPoint) => void) => {
  const { list } = usePanel()
  const known = (id: string, act: (column: StreamColumn) => void) => {
    const column = list.columns.value.find(each => each === id)
    if (column) act(column)
  }
  return {
    sort: list.options.value.sort,
    onSort: (id: string) => known(id, list.sortBy),
    onResize: (id: string, width: number | null) => known(id, column => list.setWidth(column, width)),
    onMenu,
  }
}

/** Tells how wide the grid is, in CSS pixels, without its scroll bar. Goes on the element around it. */
const useRoom = (onRoom: (width: number) => void) => {
  const root = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const grid = root.current?.firstElementChild
    if (!grid) return
    const measure = () => onRoom(grid.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(grid)
    return () => observer.disconnect()
  }, [onRoom])
  return root
}

const focusDetail = () => document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()
