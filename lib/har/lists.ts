import type { Steps } from './steps'

/** Items made as they are asked for; undefined where the work can be left off. */
export type Pausing<T> = Generator<T | undefined, void>

/** Rows looked at before work can be left off. */
export const PAUSE = 256

/** Makes a list of items; null where there are none. */
export type ListOf = <T>(items: Pausing<T>) => Steps<T[] | null>

/** How what is long in an entry is made. */
export interface Making<Text> {
  list: ListOf
  /** A text of its parts, none of which ends inside a character. */
  text(parts: Pausing<string>): Text
}

/** With all that belongs to it. */
export const collected: Making<string> = {
  // biome-ignore lint/correctness/useYield: it is as one that works in steps, in one.
  *list<T>(items: Pausing<T>): Steps<T[] | null> {
    const list: T[] = []
    for (const item of items) if (item !== undefined) list.push(item)
    return list.length > 0 ? list : null
  },
  text: parts => [...parts].join(''),
}

/** Stands for a text that is made as it is written. */
export interface DeferredText {
  readonly kind: 'deferred-text'
}

/** Lists and texts that are made as they are written, so that they are never there as a whole. */
export interface Lists {
  /** An empty list that stands for one. */
  of<T>(items: Pausing<T>): T[]
  deferred: Making<DeferredText>
  /** The items of a list, made or to be made; these once only. */
  take(list: readonly unknown[]): Iterable<unknown>
  /** The parts of a text to be made, once only; undefined for any other value. */
  takeText(value: unknown): Iterable<string | undefined> | undefined
}

export const createLists = (): Lists => {
  const waiting = new Map<readonly unknown[], Iterable<unknown>>()
  const texts = new Map<unknown, Iterable<string | undefined>>()
  const of = <T>(items: Iterable<T | undefined>): T[] => {
    const list: T[] = []
    waiting.set(list, items)
    return list
  }
  return {
    of,
    deferred: {
      *list(items) {
        for (let next = items.next(); !next.done; next = items.next()) {
          if (next.value !== undefined) return of(prepend(next.value, items))
          yield
        }
        return null
      },
      text(parts) {
        const text: DeferredText = { kind: 'deferred-text' }
        texts.set(text, parts)
        return text
      },
    },
    take(list) {
      const items = waiting.get(list) ?? list
      waiting.delete(list)
      return items
    },
    takeText(value) {
      const parts = texts.get(value)
      texts.delete(value)
      return parts
    },
  }
}

function* prepend<T>(first: T, rest: Iterable<T | undefined>) {
  yield first
  yield* rest
}
