import type { StreamtapHar } from './types'

/** Pieces are joined up to about this many UTF-16 code units. */
const PIECE = 1 << 20

/** har → `log` → `entries` → entry → its parts → their parts, such as the events or one chunk column. */
const SPLIT_DEPTH = 5

/** Items of the deepest arrays are written this many at a time. */
const BATCH = 256

/**
 * The HAR as JSON in pieces for a `Blob`, so that no string has to hold a whole log.
 * Joined they are `JSON.stringify(har)`.
 */
export const serialiseHar = (har: StreamtapHar): string[] => {
  const pieces: string[] = []
  let parts: string[] = []
  let length = 0
  const flush = (): void => {
    if (length > 0) pieces.push(parts.join(''))
    parts = []
    length = 0
  }
  writeValue(har, SPLIT_DEPTH, part => {
    parts.push(part)
    length += part.length
    if (length >= PIECE) flush()
  })
  flush()
  return pieces
}

type Emit = (part: string) => void

const writeValue = (value: unknown, depth: number, emit: Emit): void => {
  if (depth === 0 || typeof value !== 'object' || value === null) emit(JSON.stringify(value) ?? 'null')
  else if (Array.isArray(value)) writeArray(value, depth, emit)
  else writeObject(value, depth, emit)
}

const writeArray = (items: readonly unknown[], depth: number, emit: Emit): void => {
  const step = depth === 1 ? BATCH : 1
  emit('[')
  for (let at = 0; at < items.length; at += step) {
    if (at > 0) emit(',')
    if (step === 1) writeValue(items[at], depth - 1, emit)
    else emit(JSON.stringify(items.slice(at, at + step)).slice(1, -1))
  }
  emit(']')
}

const writeObject = (object: object, depth: number, emit: Emit): void => {
  emit('{')
  const members = Object.entries(object).filter(([, value]) => value !== undefined)
  members.forEach(([name, value], index) => {
    emit(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`)
    writeValue(value, depth - 1, emit)
  })
  emit('}')
}
