import { useMemo, useRef, useState } from 'preact/hooks'
import { createJsonTree, type JsonNode, type TreeRow } from '../lib/state/shown'
import { JsonValue } from './json-value'
import { usePanel } from './panel-context'
import { treeMove } from './tree-keys'

interface JsonTreeProps {
  text: string
  root: JsonNode
  label: string
}

/** Small values stand open, as deep as is still easy to take in. */
const OPEN_LENGTH = 2000
const OPEN_DEPTH = 5

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
  const rows = tree.rows(row => toggled.get(row.path) ?? standsOpen(row))
  const at = Math.max(
    0,
    rows.findIndex(row => row.path === active),
  )

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
  return (
    <div ref={element} class="tree" role="tree" aria-label={label} onKeyDown={onKeyDown} onClick={onClick}>
      {rows.map((row, index) => (
        <div
          key={row.range ? row.path : row.node.start}
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
          <RowText text={text} row={row} />
        </div>
      ))}
    </div>
  )
}

const isControl = (target: EventTarget | null) =>
  target instanceof Element && target.closest('button, pre') !== null

/** Text that was just marked is meant to be copied, not folded. */
const hasSelection = () => (document.getSelection()?.toString() ?? '') !== ''

const RowText = ({ text, row }: { text: string; row: TreeRow }) => {
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
      <JsonValue text={text} row={row} />
    </span>
  )
}
