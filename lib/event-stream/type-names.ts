import { decode, decodeCut } from './text'

/** An event type is kept up to this many bytes. */
export const TYPE_LIMIT = 256

interface Known {
  bytes: Uint8Array
  text: string
}

const KNOWN_LIMIT = 16

/**
 * Turns the bytes [from, to) of event types into strings. Streams repeat a handful of types, so a few are
 * remembered and the same bytes give the same string without being decoded again.
 */
export function createTypeNames(): (bytes: Uint8Array, from: number, to: number) => string {
  const known: Known[] = []
  let last: Known = { bytes: new Uint8Array(0), text: '' }

  return (bytes, from, to) => {
    if (from >= to) return ''
    if (to - from > TYPE_LIMIT) return decodeCut(bytes.subarray(from, from + TYPE_LIMIT))
    if (isSame(last.bytes, bytes, from, to)) return last.text
    for (const entry of known)
      if (isSame(entry.bytes, bytes, from, to)) {
        last = entry
        return entry.text
      }
    const own = bytes.slice(from, to)
    const text = decode(own)
    if (known.length < KNOWN_LIMIT) known.push({ bytes: own, text })
    return text
  }
}

function isSame(known: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  const length = known.length
  if (length !== to - from) return false
  for (let index = 0; index < length; index++) if (known[index] !== bytes[from + index]) return false
  return true
}
