import { childNodes, type JsonNode } from './json-node'

/** One visible line of a JSON tree. */
export interface TreeRow {
  /** Names the place by member names, so that it stays open from one event to the next. */
  path: string
  depth: number
  node: JsonNode
  /** A page of the node's children, `to` exclusive; null where the row is the node itself. */
  range: TreeRange | null
  expandable: boolean
  expanded: boolean
  /** Children of an expanded container; null elsewhere. */
  count: number | null
  /** Place among its siblings, from 1. */
  position: number
  siblings: number
}

export interface TreeRange {
  from: number
  to: number
}

/** Children shown at once; more are grouped into pages, and pages of pages. */
export const PAGE = 100
/** Longer strings, and those of several lines, are folded. */
export const STRING_FOLD = 200

export interface JsonTree {
  rows(isExpanded: (row: TreeRow) => boolean): TreeRow[]
}

/** A tree over JSON source text. Only what is expanded is looked into; nothing recurses. */
export const createJsonTree = (text: string, root: JsonNode): JsonTree => {
  const known = new Map<number, JsonNode[]>()
  const childrenOf = (node: JsonNode) => {
    const children = known.get(node.start) ?? childNodes(text, node)
    known.set(node.start, children)
    return children
  }

  const below = ({ path, depth, node, range }: TreeRow): TreeRow[] => {
    const children = childrenOf(node)
    const { from, to } = range ?? { from: 0, to: children.length }
    const step = pageSize(to - from)
    const siblings = Math.ceil((to - from) / step)
    return Array.from({ length: siblings }, (_, at) => {
      const start = from + at * step
      const place = { depth: depth + 1, position: at + 1, siblings, expanded: false, count: null }
      if (step > 1) {
        const page = { from: start, to: Math.min(to, start + step) }
        return { ...place, path: `${path}/${page.from}…${page.to}`, node, range: page, expandable: true }
      }
      const child = children[start] ?? node
      const expandable = isExpandable(text, child)
      return { ...place, path: `${path}/${child.name ?? child.index}`, node: child, range: null, expandable }
    })
  }

  return {
    rows(isExpanded) {
      const top = { path: '', depth: 0, node: root, range: null, position: 1, siblings: 1 }
      const waiting: TreeRow[] = [
        { ...top, expandable: isExpandable(text, root), expanded: false, count: null },
      ]
      const rows: TreeRow[] = []
      for (let row = waiting.pop(); row; row = waiting.pop()) {
        rows.push(row)
        if (!row.expandable || !isExpanded(row)) continue
        row.expanded = true
        if (!isContainer(row.node)) continue
        if (!row.range) row.count = childrenOf(row.node).length
        waiting.push(...below(row).reverse())
      }
      return rows
    },
  }
}

const isContainer = ({ kind }: JsonNode) => kind === 'object' || kind === 'array'

const isExpandable = (text: string, node: JsonNode): boolean => {
  const { kind, start, end } = node
  if (kind === 'string') return end - start > STRING_FOLD || text.slice(start, end).includes('\\n')
  return isContainer(node) && !isEmpty(text, node)
}

const isEmpty = (text: string, { start, end }: JsonNode): boolean => {
  let at = start + 1
  while (at < end - 1 && /\s/.test(text[at] ?? '')) at++
  return at === end - 1
}

const pageSize = (count: number): number => {
  let size = 1
  while (count / size > PAGE) size *= PAGE
  return size
}
