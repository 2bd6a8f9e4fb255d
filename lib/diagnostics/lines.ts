import type { ByteOffset } from '../wire/units'

/** What the lines of one block are, found without making texts. Positions are of `bytes`. */
export interface BlockLines {
  bytes: Uint8Array
  /** The offset in the body of the first of `bytes`. */
  base: ByteOffset
  dataLines: number
  /** Of these the ones with a space after the colon. */
  spacedDataLines: number
  /** The first data line's value; -1 where there is none. */
  dataFrom: number
  dataTo: number
  /** The last `id` line's value; -1 where there is none. */
  idFrom: number
  idTo: number
  /** The last `retry` line's value; -1 where there is none. */
  retryFrom: number
  retryTo: number
  /** Some line ends with CR. */
  hasCarriageReturn: boolean
  /** Nothing behind the first data line's beginning was looked at; `dataTo` is the block's end then. */
  isHead: boolean
}

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const COLON = 0x3a
const SPACE = 0x20
const ZERO = 0x30
const MOST_DIGITS = 15

export const createBlockLines = (): BlockLines => ({
  ...{ bytes: new Uint8Array(0), base: 0, dataLines: 0, spacedDataLines: 0, dataFrom: -1, dataTo: -1 },
  ...{ idFrom: -1, idTo: -1, retryFrom: -1, retryTo: -1, hasCarriageReturn: false },
  isHead: false,
})

/** Finds the lines of `bytes[from, to)`. CR alone as a line end is left to the parser: it is never seen. */
export const findLines = (lines: BlockLines, bytes: Uint8Array, from: number, to: number): void => {
  lines.bytes = bytes
  lines.isHead = false
  lines.dataLines = 0
  lines.spacedDataLines = 0
  lines.dataFrom = -1
  lines.dataTo = -1
  lines.idFrom = -1
  lines.retryFrom = -1
  lines.hasCarriageReturn = false
  let at = from
  // The line end of the empty line that ends a block tells nothing.
  const last = bytes[to - 1] === LINE_FEED && bytes[to - 2] === LINE_FEED ? to - 1 : to
  while (at < last) {
    const found = bytes.indexOf(LINE_FEED, at)
    const next = found < 0 || found >= to ? to : found
    const hasReturn = next > at && bytes[next - 1] === CARRIAGE_RETURN
    if (hasReturn) lines.hasCarriageReturn = true
    takeLine(lines, bytes, at, hasReturn ? next - 1 : next)
    at = next + 1
  }
}

/** The same of the lines before the data and where these begin: most bytes of a stream are data, and cost nothing so. */
export const findHead = (lines: BlockLines, bytes: Uint8Array, from: number, to: number): void => {
  lines.bytes = bytes
  lines.isHead = true
  lines.dataFrom = -1
  lines.idFrom = -1
  lines.retryFrom = -1
  let at = from
  while (at < to) {
    const first = bytes[at]
    if (first === 0x64 && bytes[at + 1] === 0x61 && isName(bytes, at, to, DATA)) {
      lines.dataFrom = valueFrom(bytes, at + 4, to)
      lines.dataTo = to
      lines.dataLines = 1
      return
    }
    let end = at
    while (end < to && bytes[end] !== LINE_FEED) end++
    if (first === 0x69 || first === 0x72)
      takeLine(lines, bytes, at, bytes[end - 1] === CARRIAGE_RETURN ? end - 1 : end)
    at = end + 1
  }
  findLines(lines, bytes, from, to)
}

const takeLine = (lines: BlockLines, bytes: Uint8Array, from: number, to: number): void => {
  const first = bytes[from]
  if (first === 0x64 && isName(bytes, from, to, DATA)) {
    const value = valueFrom(bytes, from + 4, to)
    lines.dataLines++
    if (value > from + 5) lines.spacedDataLines++
    if (lines.dataFrom < 0) {
      lines.dataFrom = value
      lines.dataTo = to
    }
  } else if (first === 0x69 && isName(bytes, from, to, ID)) {
    lines.idFrom = valueFrom(bytes, from + 2, to)
    lines.idTo = to
  } else if (first === 0x72 && isName(bytes, from, to, RETRY)) {
    lines.retryFrom = valueFrom(bytes, from + 5, to)
    lines.retryTo = to
  }
}

const codes = (text: string): readonly number[] => Array.from(text, character => character.charCodeAt(0))
const DATA = codes('data')
const ID = codes('id')
const RETRY = codes('retry')

const isName = (bytes: Uint8Array, from: number, to: number, name: readonly number[]): boolean => {
  const end = from + name.length
  if (end > to) return false
  for (let index = 1; index < name.length; index++) if (bytes[from + index] !== name[index]) return false
  return end === to || bytes[end] === COLON
}

/** [spec] Of a value's beginning one space is removed. */
const valueFrom = (bytes: Uint8Array, colon: number, to: number): number =>
  Math.min(to, bytes[colon + 1] === SPACE && colon + 1 < to ? colon + 2 : colon + 1)

/** The text of a stretch of ASCII, cut at `most` characters. */
export const asciiOf = (bytes: Uint8Array, from: number, to: number, most = 64): string => {
  let text = ''
  const end = Math.min(to, from + most)
  for (let at = from; at < end; at++) text += String.fromCharCode(bytes[at] ?? 0)
  return text
}

/** Up to 15 digits that fill the rest of a line as a number; -1 where it is anything else. */
export const numberAt = (bytes: Uint8Array, from: number): number => {
  let value = 0
  let at = from
  for (; at < from + MOST_DIGITS; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) break
    value = value * 10 + digit
  }
  const behind = bytes[at]
  return at > from && (behind === LINE_FEED || behind === CARRIAGE_RETURN) ? value : -1
}

/** Up to 15 digits as a number; -1 where it is anything else. */
export const numberIn = (bytes: Uint8Array, from: number, to: number): number => {
  if (to <= from || to - from > MOST_DIGITS) return -1
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = (bytes[at] ?? 0) - ZERO
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}
