import type { ByteOffset } from '../wire/units'
import type { Place } from './envelope-parser'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
const PAD = 0x3d
const PADDING = 64
const NONE = 255

const SEXTETS = new Uint8Array(256).fill(NONE)
for (let index = 0; index < ALPHABET.length; index++) SEXTETS[ALPHABET.charCodeAt(index)] = index
SEXTETS[PAD] = PADDING

const sextetOf = (byte: number | undefined): number => SEXTETS[byte ?? 0] ?? NONE

/** Whether the byte is of the base64 alphabet, without its padding. */
export const isBase64 = (byte: number | undefined): boolean => sextetOf(byte) < PADDING

/** Decodes base64 that comes in pieces and may be padded anywhere, as servers do with every flush. */
export interface Base64Groups {
  /** Where a group that is not whole begins; -1 where there is none. */
  readonly openStart: ByteOffset
  feed(bytes: Uint8Array, offset: ByteOffset): void
}

export interface Base64Handlers {
  /** Decoded bytes. The first of a group's bytes begins at its first character, the second at its second, and so on. */
  onBytes(bytes: Uint8Array, place: Place): void
  /** A character of no meaning, or a group whose padding stands in a wrong place. */
  onProblem(offset: ByteOffset, bytes: Uint8Array): void
}

export function createBase64Groups({ onBytes, onProblem }: Base64Handlers): Base64Groups {
  const group = new Uint8Array(4)
  const offsets: ByteOffset[] = [0, 0, 0, 0]
  let open = 0

  function takeCharacter(byte: number, offset: ByteOffset): void {
    if (sextetOf(byte) === NONE) {
      onProblem(offset, Uint8Array.of(byte))
      return
    }
    group[open] = byte
    offsets[open] = offset
    open++
    if (open === 4) endGroup()
  }

  function endGroup(): void {
    open = 0
    const bytes = decodeGroups(group)
    const [first = 0, , , last = 0] = offsets
    if (bytes.length === 0) onProblem(first, group.slice())
    else onBytes(bytes, { start: index => offsets[index] ?? first, end: () => last + 1 })
  }

  /** Whole groups without padding, in one go. Gives the index behind them. */
  function takeRun(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    let to = from
    while (to < bytes.length && isBase64(bytes[to])) to++
    to -= (to - from) % 4
    if (to > from) onBytes(decodeGroups(bytes.subarray(from, to)), placeIn(offset + from))
    return to
  }

  return {
    get openStart() {
      return open > 0 ? (offsets[0] ?? 0) : -1
    },
    feed(bytes, offset) {
      let index = 0
      while (index < bytes.length) {
        if (open === 0) index = takeRun(bytes, index, offset)
        if (index < bytes.length) takeCharacter(bytes[index] ?? 0, offset + index)
        index++
      }
    },
  }
}

const placeIn = (offset: ByteOffset): Place => ({
  start: index => offset + Math.floor(index / 3) * 4 + (index % 3),
  end: index => offset + Math.floor(index / 3) * 4 + 4,
})

/** The bytes of whole groups; nothing for a group that is none. Other bytes are passed over. */
export function decodeGroups(text: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(text.length / 4) * 3)
  let length = 0
  let value = 0
  let count = 0
  let padding = 0
  for (const byte of text) {
    const sextet = sextetOf(byte)
    if (sextet === NONE) continue
    if (sextet === PADDING) padding++
    // Padding that something follows makes a group of nothing.
    else if (padding > 0) padding = 4
    value = (value << 6) | (sextet & 63)
    if (++count < 4) continue
    for (let at = 0; at < 3 - padding; at++) bytes[length++] = (value >> (16 - 8 * at)) & 0xff
    value = 0
    count = 0
    padding = 0
  }
  return bytes.subarray(0, length)
}
