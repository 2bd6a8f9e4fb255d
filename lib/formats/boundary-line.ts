import { LINE_FEED } from '../event-stream/ascii'
import { decode } from '../event-stream/text'
import { createPieceBuffer, HEAD_LENGTH } from './piece-buffer'

/** Finds the first line that looks like a delimiter, where nothing else tells the boundary. */
export interface BoundaryLine {
  /** Passes one line, or what there is of it, and gives the index behind. */
  pass(bytes: Uint8Array, from: number): number
  /** The line just passed as a delimiter's text; null where it is none or goes on. */
  delimiter(): string | null
  /** Bytes of that line, with its line end. */
  readonly length: number
  /** Bytes are missing here: what comes next is no beginning of a line. */
  lose(): void
}

const SOMETHING = Uint8Array.of(0)

export function createBoundaryLine(): BoundaryLine {
  const line = createPieceBuffer(HEAD_LENGTH)
  let isWhole = false

  return {
    pass(bytes, from) {
      if (isWhole) line.clear()
      const found = bytes.indexOf(LINE_FEED, from)
      isWhole = found >= 0
      line.push(bytes.subarray(from, isWhole ? found : bytes.length))
      return isWhole ? found + 1 : bytes.length
    },
    delimiter() {
      const bytes = isWhole ? line.bytes() : null
      const text = bytes && decode(bytes).trimEnd()
      return text !== null && /^--./.test(text) ? text : null
    },
    get length() {
      return line.length + 1
    },
    lose() {
      isWhole = false
      line.clear()
      line.push(SOMETHING)
    },
  }
}
