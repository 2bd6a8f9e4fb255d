import { childNodes, type JsonNode, jsonPreview, sourceOf } from './json-node'
import { type JsonPath, printPath } from './json-path'

/** A value that is there in one of two JSON texts only, or differs; each on one line, null where it is not there. */
export interface JsonDifference {
  path: string
  before: string | null
  after: string | null
}

export interface JsonSource {
  text: string
  node: JsonNode
}

const MOST = 300

/**
 * The smallest values that differ, in the order of the newer text. Values are compared as they are written, so numbers
 * count with every digit. Elements are compared by their index.
 */
export const jsonDifferences = (before: JsonSource, after: JsonSource) => {
  const changes: JsonDifference[] = []
  const waiting: { path: JsonPath; before: JsonSource | null; after: JsonSource | null }[] = [
    { path: [], before, after },
  ]
  for (let pair = waiting.pop(); pair && changes.length < MOST; pair = waiting.pop()) {
    const { path } = pair
    if (isSame(pair.before, pair.after)) continue
    if (pair.before && pair.after && isAlike(pair.before.node, pair.after.node))
      waiting.push(...membersOf(path, pair.before, pair.after).reverse())
    else changes.push({ path: printPath(path), before: shown(pair.before), after: shown(pair.after) })
  }
  return { changes, isCut: waiting.length > 0 }
}

const isSame = (before: JsonSource | null, after: JsonSource | null): boolean =>
  before !== null && after !== null && sourceOf(before.text, before.node) === sourceOf(after.text, after.node)

const isAlike = (before: JsonNode, after: JsonNode): boolean =>
  before.kind === after.kind && (before.kind === 'object' || before.kind === 'array')

const shown = (source: JsonSource | null): string | null =>
  source && jsonPreview(source.text, source.node, 300)

const membersOf = (path: JsonPath, before: JsonSource, after: JsonSource) => {
  const [old, now] = [byStep(before), byStep(after)]
  const steps = [...now.keys(), ...[...old.keys()].filter(step => !now.has(step))]
  return steps.map(step => ({
    path: [...path, step],
    before: old.get(step) ?? null,
    after: now.get(step) ?? null,
  }))
}

const byStep = ({ text, node }: JsonSource): Map<string | number, JsonSource> =>
  new Map(childNodes(text, node).map(child => [child.name ?? child.index, { text, node: child }]))
