import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { WINDOW } from './block-facts'
import { blockSize, blockText } from './event-row'
import { type JsonPath, parse, printPath } from './json-path'

/** What a stream has shown so far that a filter could ask for. */
export interface SeenWords {
  /** Event types, the first seen first. */
  readonly types: readonly string[]
  /** Event IDs, the last seen first. */
  readonly ids: readonly string[]
  /** Paths to values in JSON, from `$`; of arrays, the first element's. */
  readonly paths: readonly string[]
  /** Looks at about `budget` bytes more; false once there is no more for now. */
  scan(budget: ByteCount): boolean
}

const MOST_TYPES = 200
const MOST_IDS = 20
const MOST_PATHS = 300
/** Blocks of each type that are read; more of the same look the same. */
const SAMPLES = 30
/** What looking at a block costs that is not read. */
const GLANCE: ByteCount = 20

export const createSeenWords = (stream: Stream): SeenWords => {
  const samples = new Map<string, number>()
  const paths = new Set<string>()
  const ids: string[] = []
  let scanned = 0

  /** Bytes read. */
  const look = (index: number): ByteCount => {
    const { blocks } = stream
    const type = blocks.kind(index) === 'event' ? blocks.type(index) : ''
    const seen = samples.get(type) ?? 0
    if (seen >= SAMPLES || (seen === 0 && samples.size >= MOST_TYPES)) return 0
    samples.set(type, seen + 1)
    const size = blockSize(blocks, index)
    const detail = size > WINDOW ? null : blocks.read(index)
    if (!detail) return 0
    if (detail.id && !ids.includes(detail.id) && ids.unshift(detail.id) > MOST_IDS) ids.pop()
    const value = parse(blockText(blocks.kind(index), detail))
    if (typeof value === 'object') collect(value, paths)
    return size
  }
  return {
    get types() {
      return [...samples.keys()].filter(type => type !== '')
    },
    ids,
    get paths() {
      return [...paths]
    },
    scan(budget) {
      for (let left = budget; left > 0 && scanned < stream.blocks.length; scanned++)
        left -= GLANCE + look(scanned)
      return scanned < stream.blocks.length
    },
  }
}

const DEEPEST = 8
const MOST_MEMBERS = 100

/** Adds the paths of all single values in there. */
const collect = (root: unknown, paths: Set<string>): void => {
  const waiting: { value: unknown; path: JsonPath }[] = [{ value: root, path: [] }]
  for (let next = waiting.pop(); next && paths.size < MOST_PATHS; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) {
      if (path.length > 0) paths.add(printPath(path))
    } else if (path.length < DEEPEST) {
      const members: [string | number, unknown][] = Array.isArray(value)
        ? value.slice(0, 1).map((element: unknown) => [0, element])
        : Object.entries(value).slice(0, MOST_MEMBERS)
      for (const [step, member] of members.reverse()) waiting.push({ value: member, path: [...path, step] })
    }
  }
}
