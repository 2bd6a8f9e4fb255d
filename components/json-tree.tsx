import { useMemo, useRef, useState } from 'preact/hooks'
import { createJsonTree, type JsonNode, type TreeRow } from '../lib/state/shown'
import { JsonValue } from './json-value'
import { type MenuPoint, menuPoint } from './menu'
import { usePanel } from './panel-context'
import { treeMove } from './tree-keys'
import { TreeMenu } from './tree-menu'

interface JsonTreeProps {
  text: string
  root: JsonNode
  label: string
}

/** Small values stand open, as deep as is still easy to take in. */
const OPEN_LENGTH = 2000
const OPEN_DEPTH = 5

/** All is opened up to so many rows: more would freeze the panel. */
const MOST_OPEN = 2000

const standsOpen = ({ depth, node, range }: TreeRow): boolean =>
  range === null &&
  node.kind !== 'string' &&
  (depth === 0 || (depth < OPEN_DEPTH && node.end - node.start <= OPEN_LENGTH))

/** JSON as a tree to walk through. What was opened or closed stays so from one event to the next. */
export const JsonTree = ({ text, root, label }: JsonTreeProps) => {
  const tree = useMemo(() => createJsonTree(text, root), [text, root])
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const [active, setActive] = useState('')
  const element = useRef<HTMLDivElement>(null)
  const [all, setAll] = useState<'open' | 'closed' | null>(null)
  const [menu, setMenu] = useState<{ row: TreeRow; point: MenuPoint } | null>(null)
  const stands = (row: TreeRow, known: number) => {
    if (all === null || row.node.kind === 'string') return standsOpen(row)
    return all === 'open' ? known < MOST_OPEN : row.depth === 0
  }
  const rows = tree.rows((row, known) => toggled.get(row.path) ?? stands(row, known))
  const at = Math.max(
    0,
    rows.findIndex(row => row.path === active),
  )

  const current = rows[at]
  const { i18n } = usePanel()
  const toggle = (row: TreeRow) => {
    if (row.expandable) setToggled(new Map(toggled).set(row.path, !row.expanded))
  }
  const goTo = (index: number) => {
    setActive(rows[index]?.path ?? '')
    element.current?.querySelectorAll<HTMLElement>('[role="treeitem"]')[index]?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const move = treeMove(event.key, rows, at)
    const row = rows[at]
    if (!move || !row) return
    event.preventDefault()
    if (move.toggle) toggle(row)
    else goTo(move.to)
  }
  const onClick = (event: MouseEvent) => {
    const item = event.target instanceof Element ? event.target.closest('[data-item]') : null
    const row = rows[Number(item?.getAttribute('data-item') ?? -1)]
    if (!row || isControl(event.target)) return
    setActive(row.path)
    if (!hasSelection()) toggle(row)
  }
  const setEvery = (state: 'open' | 'closed') => {
    setToggled(new Map())
    setAll(state)
  }
  const onContextMenu = (event: MouseEvent) => {
    const item = event.target instanceof Element ? event.target.closest('[data-item]') : null
    const row = rows[Number(item?.getAttribute('data-item') ?? -1)]
    if (!row || hasSelection()) return
    event.preventDefault()
    setActive(row.path)
    setMenu({ row, point: menuPoint(event, item) })
  }
  return (
    <>
      <div class="tree-tools">
        <button type="button" class="link" onClick={() => setEvery('open')}>
          {i18n.t('tree.expand')}
        </button>
        <button type="button" class="link" onClick={() => setEvery('closed')}>
          {i18n.t('tree.collapse')}
        </button>
        {current && <TreeActions onOpen={point => setMenu({ row: current, point })} />}
      </div>
      <div
        ref={element}
        class="tree"
        role="tree"
        aria-label={label}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onContextMenu={onContextMenu}
      >
        {rows.map((row, index) => (
          <div
            key={row.path}
            class="tree-row"
            role="treeitem"
            aria-level={row.depth + 1}
            aria-posinset={row.position}
            aria-setsize={row.siblings}
            aria-expanded={row.expandable ? row.expanded : undefined}
            aria-selected={index === at}
            tabIndex={index === at ? 0 : -1}
            style={{ paddingInlineStart: `${row.depth * 14 + 4}px` }}
            data-item={index}
          >
            <span
              class={`twisty${row.expandable ? (row.expanded ? ' is-open' : ' is-closed') : ''}`}
              aria-hidden="true"
            />
            <RowText row={row} />
          </div>
        ))}
      </div>
      {menu && <TreeMenu {...menu} onClose={() => setMenu(null)} />}
    </>
  )
}

/** The menu of the value that the keys act on, for who has no other way to it. */
const TreeActions = ({ onOpen }: { onOpen: (point: MenuPoint) => void }) => {
  const { t } = usePanel().i18n
  return (
    <button
      type="button"
      class="link"
      aria-haspopup="menu"
      title={t('tree.actions.hint')}
      onClick={({ currentTarget }) => {
        const box = currentTarget.getBoundingClientRect()
        onOpen({ x: box.left, y: box.bottom })
      }}
    >
      {t('tree.actions')}
    </button>
  )
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, pre') !== null

/** Text that was just marked is meant to be copied, not folded. */
const hasSelection = () => (document.getSelection()?.toString() ?? '') !== ''

const RowText = ({ row }: { row: TreeRow }) => {
  const { i18n } = usePanel()
  const { node, range } = row
  if (range)
    return <span class="json-range">{`[${i18n.number(range.from)} … ${i18n.number(range.to - 1)}]`}</span>
  const name = node.name ?? (row.depth > 0 ? String(node.index) : null)
  return (
    <span class="tree-text">
      {name !== null && (
        <>
          <bdi class="json-name">{name}</bdi>
          <span class="json-colon">: </span>
        </>
      )}
      <JsonValue row={row} />
    </span>
  )
}
