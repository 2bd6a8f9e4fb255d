import type { ParserHandlers } from '../event-stream/types'
import { createUtf8Check } from '../event-stream/utf-8'
import type { ByteOffset } from '../wire/units'

/** Looks for ill-formed UTF-8 in text that comes in pieces. */
export interface TextCheck {
  /** A piece that stands at `offset` begins. Nothing of it is looked at yet. */
  begin(bytes: Uint8Array, offset: ByteOffset): void
  /** Looks at the piece's bytes before `end`, so that what is wrong there is told before what comes later. */
  upTo(end: ByteOffset): void
  /** Leaves out the piece's bytes before `end`: they are no text. */
  leaveOut(end: ByteOffset): void
  /** The text ends here: a sequence left open is an error. */
  finish(): void
  /** Bytes are missing here. */
  resume(): void
}

const NOTHING = new Uint8Array(0)

export function createTextCheck(onProblem: ParserHandlers['onProblem']): TextCheck {
  const utf8 = createUtf8Check(onProblem)
  let piece: Uint8Array = NOTHING
  let origin: ByteOffset = 0
  let done = 0

  function pass(bytes: Uint8Array, offset: ByteOffset): void {
    let index = utf8.isOpen() ? utf8.pass(bytes, 0, offset) : 0
    for (; index < bytes.length; index++) {
      if ((bytes[index] ?? 0) >= 0x80) index = utf8.pass(bytes, index, offset + index) - 1
    }
  }

  return {
    begin(bytes, offset) {
      piece = bytes
      origin = offset
      done = 0
    },
    upTo(end) {
      const to = Math.min(end - origin, piece.length)
      if (to > done) pass(piece.subarray(done, to), origin + done)
      done = Math.max(done, to)
      if (done === piece.length) piece = NOTHING
    },
    leaveOut(end) {
      done = Math.max(done, Math.min(end - origin, piece.length))
    },
    finish: utf8.finish,
    resume: utf8.resume,
  }
}
