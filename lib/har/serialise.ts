import type { Lists } from './lists'
import { STEP_SIZE } from './steps'
import type { StreamtapHar } from './types'

/** Pieces are joined up to about this many UTF-16 code units. */
const PIECE = 1 << 20

/** har → `log` → `entries` → entry → its parts → their parts, such as the content → the body's text. */
const SPLIT_DEPTH = 7

/** Items of lists below the entry are written this many at a time. */
const BATCH = 128
const BATCH_DEPTH = 4

/** The HAR as JSON in pieces. Between two steps, '' where there is no piece yet, the work can be left off. */
export function* serialise(har: StreamtapHar, lists: Lists): Generator<string, void> {
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
  if (typeof value === 'string' && value.length > STEP_SIZE) yield* writeText(value)
  else if (depth === 0 || typeof value !== 'object' || value === null) yield JSON.stringify(value) ?? 'null'
  else if (!Array.isArray(value)) yield* writeObject(value, depth, lists)
  else if (depth > BATCH_DEPTH) yield* writeArray(value, depth, lists)
  else yield* writeBatches(value, lists)
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

function* writeBatches(items: readonly unknown[], lists: Lists): Parts {
  let comma = '['
  let batch: unknown[] = []
  for (const item of lists.take(items)) {
    if (item === undefined) yield ''
    else if (batch.push(item) === BATCH) {
      yield comma + withoutBrackets(batch)
      comma = ','
      batch = []
    }
  }
  if (batch.length > 0) yield `${comma}${withoutBrackets(batch)}]`
  else yield comma === '[' ? '[]' : ']'
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

/** A string longer than what one step should write. */
function* writeText(text: string): Parts {
  let quote = '"'
  for (let from = 0; from < text.length; ) {
    const to = wholeEnd(text, from + STEP_SIZE)
    yield quote + JSON.stringify(text.slice(from, to)).slice(1, -1)
    quote = ''
    from = to
  }
  yield '"'
}

/** Half a surrogate pair would be written as an escape. */
const wholeEnd = (text: string, end: number): number => {
  const before = text.charCodeAt(end - 1)
  return before >= 0xd800 && before <= 0xdbff ? end + 1 : end
}
