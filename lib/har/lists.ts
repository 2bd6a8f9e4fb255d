import type { Steps } from './steps'

/** Items made as they are asked for; undefined where the work can be left off. */
export type Pausing<T> = Generator<T | undefined, void>

/** Rows looked at before work can be left off. */
export const PAUSE = 256

/** Makes a list of items; null where there are none. */
export type ListOf = <T>(items: Pausing<T>) => Steps<T[] | null>

/** With all its items. */
// biome-ignore lint/correctness/useYield: it is as one that works in steps, in one.
export const collected: ListOf = function* <T>(items: Pausing<T>): Steps<T[] | null> {
  const list: T[] = []
  for (const item of items) if (item !== undefined) list.push(item)
  return list.length > 0 ? list : null
}

/** Lists that are made as they are written, so that their items are never there all at once. */
export interface Lists {
  /** An empty list that stands for one. */
  of<T>(items: Pausing<T>): T[]
  deferred: ListOf
  /** The items of a list, made or to be made; these once only. */
  take(list: readonly unknown[]): Iterable<unknown>
}

export const createLists = (): Lists => {
  const waiting = new Map<readonly unknown[], Iterable<unknown>>()
  const of = <T>(items: Iterable<T | undefined>): T[] => {
    const list: T[] = []
    waiting.set(list, items)
    return list
  }
  return {
    of,
    *deferred(items) {
      for (let next = items.next(); !next.done; next = items.next()) {
        if (next.value !== undefined) return of(prepend(next.value, items))
        yield
      }
      return null
    },
    take(list) {
      const items = waiting.get(list) ?? list
      waiting.delete(list)
      return items
    },
  }
}

function* prepend<T>(first: T, rest: Iterable<T | undefined>) {
  yield first
  yield* rest
}
