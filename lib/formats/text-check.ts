import { findStop, wordsOf } from '../event-stream/line-scan'
import type { ParserHandlers } from '../event-stream/types'
import { createUtf8Check } from '../event-stream/utf-8'
import type { ByteOffset } from '../wire/units'

/** Looks for ill-formed UTF-8 in text that comes in pieces. */
export interface TextCheck {
  /** The piece stands at `offset`. */
  pass(bytes: Uint8Array, offset: ByteOffset): void
  /** The text ends here: a sequence left open is an error. */
  finish(): void
  /** Bytes are missing here. */
  resume(): void
}

export function createTextCheck(onProblem: ParserHandlers['onProblem']): TextCheck {
  const utf8 = createUtf8Check(onProblem)
  return {
    pass(bytes, offset) {
      const words = wordsOf(bytes)
      let index = utf8.isOpen ? utf8.pass(bytes, 0, offset) : 0
      while (index < bytes.length) {
        index = findStop(bytes, words, index)
        if (index >= bytes.length) break
        // A line end is passed over like any other ASCII byte.
        index = (bytes[index] ?? 0) < 0x80 ? index + 1 : utf8.pass(bytes, index, offset + index)
      }
    },
    finish: utf8.finish,
    resume: utf8.resume,
  }
}
