import { lastAtMost } from './last-at-most'
import type { ItemList } from './message-types'

/** Places in the stream: two numbers each, the paths known once. */
export interface ItemRecorder {
  readonly length: number
  push(block: number, path: readonly string[]): void
  at(block: number): ItemList
}

/** A stream may invent any number of paths; of those beyond, the whole event is the value. */
const MOST_PATHS = 1000

export function createItemList(): ItemRecorder {
  const blocks: number[] = []
  const paths: number[] = []
  const known: (readonly string[])[] = [[]]
  const numbers = new Map<string, number>([['', 0]])

  function numberOf(path: readonly string[]): number {
    const name = path.join('\0')
    const number = numbers.get(name)
    if (number !== undefined) return number
    if (known.length >= MOST_PATHS) return 0
    numbers.set(name, known.length)
    return known.push(path) - 1
  }

  return {
    get length() {
      return blocks.length
    },
    push(block, path) {
      blocks.push(block)
      paths.push(numberOf(path))
    },
    at(limit) {
      const length = lastAtMost(blocks, limit) + 1
      return {
        length,
        at(index) {
          const block = index < length ? blocks[index] : undefined
          return block === undefined ? null : { block, path: known[paths[index] ?? 0] ?? [] }
        },
      }
    },
  }
}
