import { CARRIAGE_RETURN, LINE_FEED, SPACE } from '../event-stream/ascii'

/** Finds lines that begin with a delimiter, in bytes cut anywhere. */
export interface DelimiterMatch {
  /** Whether the delimiter found last had LF alone before it. */
  readonly hasBareFeed: boolean
  /** Bytes of the line end and the delimiter. */
  readonly length: number
  /** Of them, bytes that are no white space. */
  readonly ink: number
  /** The index behind the next delimiter from `from` on; -1 where there is none in these bytes. */
  pass(bytes: Uint8Array, from: number): number
  /** What comes next is the beginning of a line. */
  beginLine(): void
  /** Bytes are missing here: what comes next is in the middle of a line. */
  lose(): void
}

const NO_LINE_START = -1

/** [spec] It is enough that the line begins with the delimiter, whatever follows (RFC 2046, 5.1.1). */
export function createDelimiterMatch(delimiter: Uint8Array): DelimiterMatch {
  /** Bytes of the delimiter found so far in this line. */
  let matched = 0
  let feed: 'none' | 'bare' | 'pair' = 'none'
  let isAfterReturn = false

  function passRest(bytes: Uint8Array, from: number): number {
    const found = bytes.indexOf(LINE_FEED, from)
    const last = found < 0 ? bytes.length : found
    if (last > from) isAfterReturn = bytes[last - 1] === CARRIAGE_RETURN
    if (found < 0) return bytes.length
    feed = isAfterReturn ? 'pair' : 'bare'
    isAfterReturn = false
    matched = 0
    return found + 1
  }

  return {
    get hasBareFeed() {
      return feed === 'bare'
    },
    get length() {
      return delimiter.length + (feed === 'pair' ? 2 : feed === 'bare' ? 1 : 0)
    },
    ink: inkIn(delimiter, 0, delimiter.length),
    pass(bytes, from) {
      let index = from
      while (index < bytes.length) {
        if (matched === NO_LINE_START) {
          index = passRest(bytes, index)
        } else if (bytes[index] === delimiter[matched]) {
          isAfterReturn = false
          index++
          if (++matched === delimiter.length) return index
        } else {
          matched = NO_LINE_START
        }
      }
      return -1
    },
    beginLine() {
      matched = 0
      feed = 'none'
      isAfterReturn = false
    },
    lose() {
      matched = NO_LINE_START
      isAfterReturn = false
    },
  }
}

/** How many bytes of [from, to) are no white space. */
export function inkIn(bytes: Uint8Array, from: number, to: number): number {
  let ink = 0
  for (let index = from; index < to; index++) if ((bytes[index] ?? 0) > SPACE) ink++
  return ink
}
