interface TreePlace {
  depth: number
  expandable: boolean
  expanded: boolean
}

export type TreeMove = { toggle: true } | { toggle: false; to: number }

/** What a key does in a tree of visible rows (ARIA Authoring Practices, tree view); null where it does nothing. */
export const treeMove = (key: string, rows: readonly TreePlace[], at: number): TreeMove | null => {
  const row = rows[at]
  if (!row) return null
  const goTo = (to: number): TreeMove | null => (to >= 0 && to < rows.length ? { toggle: false, to } : null)
  switch (key) {
    case 'ArrowDown':
      return goTo(at + 1)
    case 'ArrowUp':
      return goTo(at - 1)
    case 'Home':
      return goTo(0)
    case 'End':
      return goTo(rows.length - 1)
    case 'ArrowRight':
      if (!row.expandable) return null
      return row.expanded ? goTo(childOf(rows, at)) : { toggle: true }
    case 'ArrowLeft':
      return row.expandable && row.expanded ? { toggle: true } : goTo(parentOf(rows, at))
    case 'Enter':
    case ' ':
      return row.expandable ? { toggle: true } : null
    default:
      return null
  }
}

const childOf = (rows: readonly TreePlace[], at: number): number =>
  (rows[at + 1]?.depth ?? 0) > (rows[at]?.depth ?? 0) ? at + 1 : -1

const parentOf = (rows: readonly TreePlace[], at: number): number => {
  const depth = rows[at]?.depth ?? 0
  return rows.findLastIndex((row, index) => index < at && row.depth < depth)
}
