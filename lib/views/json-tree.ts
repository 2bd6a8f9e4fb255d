import { childNodes, type JsonNode, parseJson, stringOf } from './json-node'
import type { JsonPath } from './json-path'

/** One visible line of a JSON tree. */
export interface TreeRow {
  /** Names the place by member names, so that it stays open from one event to the next. */
  path: string
  depth: number
  /** The source that the node is a stretch of: the whole, or the JSON that a string holds. */
  text: string
  node: JsonNode
  /** The row that it is below; null at the top. */
  parent: TreeRow | null
  /** A page of the node's children, `to` exclusive; null where the row is the node itself. */
  range: TreeRange | null
  expandable: boolean
  expanded: boolean
  /** Children of an expanded container, or of the JSON in an expanded string; null elsewhere. */
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
  /** `known` counts the rows there are so far, so that one can stop opening all. */
  rows(isExpanded: (row: TreeRow, known: number) => boolean): TreeRow[]
}

/** Where a row's value stands; a page of children stands where their parent does. */
export const pathOf = (row: TreeRow): JsonPath => {
  const path: (string | number)[] = []
  for (let at: TreeRow | null = row; at?.parent; at = at.parent) {
    if (!at.range) path.unshift(at.node.name ?? at.node.index)
  }
  return path
}

/** A node and the source that it is a stretch of. */
interface Source {
  text: string
  node: JsonNode
}

/** A tree over JSON source text. Only what is expanded is looked into; nothing recurses. */
export const createJsonTree = (text: string, root: JsonNode): JsonTree => {
  const known = new Map<JsonNode, JsonNode[]>()
  const embedded = new Map<JsonNode, Source | null>()
  const childrenOf = (source: Source) => {
    const children = known.get(source.node) ?? childNodes(source.text, source.node)
    known.set(source.node, children)
    return children
  }
  /** What a row's children are children of; null where it has none. */
  const containerOf = (row: TreeRow): Source | null => {
    if (row.node.kind !== 'string') return isContainer(row.node) ? row : null
    const inside = embedded.get(row.node)
    if (inside !== undefined) return inside
    const read = embeddedIn(row)
    embedded.set(row.node, read)
    return read
  }

  const below = (row: TreeRow, container: Source): TreeRow[] => {
    const { path, depth, range } = row
    const children = childrenOf(container)
    const { from, to } = range ?? { from: 0, to: children.length }
    const step = pageSize(to - from)
    const siblings = Math.ceil((to - from) / step)
    return Array.from({ length: siblings }, (_, at) => {
      const start = from + at * step
      const place = {
        depth: depth + 1,
        parent: row,
        position: at + 1,
        siblings,
        expanded: false,
        count: null,
        text: container.text,
      }
      if (step > 1) {
        const page = { from: start, to: Math.min(to, start + step) }
        const { node } = container
        return { ...place, path: `${path}/${page.from}…${page.to}`, node, range: page, expandable: true }
      }
      const child = children[start] ?? container.node
      const expandable = isExpandable(container.text, child)
      return { ...place, path: `${path}/${child.name ?? child.index}`, node: child, range: null, expandable }
    })
  }

  return {
    rows(isExpanded) {
      const top = {
        path: '',
        depth: 0,
        text,
        node: root,
        parent: null,
        range: null,
        position: 1,
        siblings: 1,
      }
      const waiting: TreeRow[] = [
        { ...top, expandable: isExpandable(text, root), expanded: false, count: null },
      ]
      const rows: TreeRow[] = []
      for (let row = waiting.pop(); row; row = waiting.pop()) {
        rows.push(row)
        if (!row.expandable || !isExpanded(row, rows.length + waiting.length)) continue
        row.expanded = true
        const container = containerOf(row)
        if (!container) continue
        if (!row.range) row.count = childrenOf(container).length
        waiting.push(...below(row, container).reverse())
      }
      return rows
    },
  }
}

const isContainer = ({ kind }: JsonNode) => kind === 'object' || kind === 'array'

/** The JSON that a string holds; null where it holds none. */
const embeddedIn = ({ text, node }: Source): Source | null => {
  if (!/^"\s*(?:\\[nrt])*\s*[[{]/.test(text.slice(node.start, node.start + 50))) return null
  const value = stringOf(text, node)
  const root = parseJson(value)
  return root && { text: value, node: root }
}

/** Strings are opened where there is more to them than is seen: length, lines, escapes, JSON. */
const isExpandable = (text: string, node: JsonNode): boolean => {
  const { kind, start, end } = node
  if (kind === 'string') return end - start > STRING_FOLD || isTelling(text.slice(start, end))
  return isContainer(node) && !isEmpty(text, node)
}

const isTelling = (source: string): boolean => source.includes('\\') || /^"\s*[[{]./.test(source)

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
