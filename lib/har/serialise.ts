import type { DeferredText, Lists } from './lists'
import { STEP_SIZE } from './steps'
import type { StreamtapHar } from './types'

/** Pieces are joined up to about this many UTF-16 code units. */
const PIECE = 1 << 20

/** har → `log` → `entries` → entry → its parts → their parts, such as the content → the body's text. */
const SPLIT_DEPTH = 7

/** Items of lists below the entry are written this many at a time, as long as they are small. */
const BATCH = 128
const BATCH_DEPTH = 4

/** The HAR as JSON in pieces. Between two steps, '' where there is no piece yet, the work can be left off. */
export function* serialise(har: StreamtapHar<DeferredText>, lists: Lists): Generator<string, void> {
  let parts: string[] = []
  let length = 0
  for (const part of writeValue(har, SPLIT_DEPTH, lists)) {
    parts.push(part)
    length += part.length
    if (length < PIECE) {
      yield ''
      continue
    }
    yield parts.join('')
    parts = []
    length = 0
  }
  if (length > 0) yield parts.join('')
}

type Parts = Generator<string, void>

function* writeValue(value: unknown, depth: number, lists: Lists): Parts {
  const parts = lists.takeText(value)
  if (parts !== undefined) yield* writeParts(parts)
  else if (typeof value === 'string' && value.length > STEP_SIZE) yield* writeParts(cutText(value))
  else if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null'
  else if (!Array.isArray(value)) yield* writeObject(value, depth, lists)
  else if (depth > BATCH_DEPTH) yield* writeArray(value, depth, lists)
  else yield* writeBatches(value, depth, lists)
}

function* writeArray(items: readonly unknown[], depth: number, lists: Lists): Parts {
  let comma = '['
  for (const item of lists.take(items)) {
    if (item === undefined) {
      yield ''
      continue
    }
    yield comma
    yield* writeValue(item, depth - 1, lists)
    comma = ','
  }
  yield comma === '[' ? '[]' : ']'
}

function* writeBatches(items: readonly unknown[], depth: number, lists: Lists): Parts {
  let comma = '['
  for (const batch of batchesOf(lists.take(items))) {
    if (batch === undefined) {
      yield ''
      continue
    }
    if (batch.length > 1) yield comma + withoutBrackets(batch)
    else {
      yield comma
      yield* writeValue(batch[0], depth - 1, lists)
    }
    comma = ','
  }
  yield comma === '[' ? '[]' : ']'
}

/** Small items together, each large one alone. */
function* batchesOf(items: Iterable<unknown>): Generator<unknown[] | undefined> {
  let batch: unknown[] = []
  let weight = 0
  for (const item of items) {
    if (item === undefined) {
      yield
      continue
    }
    weight += weightOf(item)
    if (batch.length === BATCH || (batch.length > 0 && weight > STEP_SIZE)) {
      yield batch
      batch = []
      weight = weightOf(item)
    }
    batch.push(item)
  }
  if (batch.length > 0) yield batch
}

/** Characters of an item's texts; more than any number where other objects are in it. */
const weightOf = (item: unknown): number => {
  if (typeof item === 'string') return item.length
  if (typeof item !== 'object' || item === null) return 0
  let weight = 0
  for (const value of Object.values(item)) {
    if (typeof value === 'string') weight += value.length
    else if (typeof value === 'object' && value !== null) return Number.POSITIVE_INFINITY
  }
  return weight
}

const withoutBrackets = (items: readonly unknown[]): string => JSON.stringify(items).slice(1, -1)

function* writeObject(object: object, depth: number, lists: Lists): Parts {
  let comma = '{'
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    yield `${comma}${JSON.stringify(name)}:`
    yield* writeValue(value, depth - 1, lists)
    comma = ','
  }
  yield comma === '{' ? '{}' : '}'
}

function* writeParts(parts: Iterable<string | undefined>): Parts {
  yield '"'
  for (const part of parts) yield part === undefined ? '' : JSON.stringify(part).slice(1, -1)
  yield '"'
}

/** A string longer than what one step should write. */
function* cutText(text: string): Generator<string> {
  for (let from = 0; from < text.length; ) {
    const to = wholeEnd(text, from + STEP_SIZE)
    yield text.slice(from, to)
    from = to
  }
}

/** Half a surrogate pair would be written as an escape. */
const wholeEnd = (text: string, end: number): number => {
  const before = text.charCodeAt(end - 1)
  return before >= 0xd800 && before <= 0xdbff ? end + 1 : end
}
