import { createMarkStripper, MARK_LENGTH } from '../event-stream/byte-order-mark'
import type { Parser, ParserHandlers } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'

/** What a format does with a body; the shell tells it where it is and keeps it from misuse. */
export interface BodyReader {
  /** `bytes` is never empty and stands at `offset`. It is the caller's: nothing of it may be held afterwards. */
  consume(bytes: Uint8Array, offset: ByteOffset): void
  /** `length` bytes are missing from `offset` on, and no more: what was skipped in several steps is told in one. */
  lose(offset: ByteOffset, length: ByteCount): void
  /** A chunk ended here. Where this is missing nobody need tell. */
  cut?(): void
  /** The body ended; `end` is one past the last byte there was. */
  finish(end: ByteOffset): void
}

/** Makes a parser of a reader. `onMark` tells that a byte order mark was stripped; without it none is looked for. */
export function createShell(reader: BodyReader, onMark?: ParserHandlers['onProblem']): Parser {
  const stripper = onMark && createMarkStripper(() => stripMark(onMark), consume)
  let position: ByteOffset = 0
  let heldEnd: ByteOffset = 0
  /** Missing bytes of which the reader was not told yet. */
  let lost: ByteCount = 0
  let isEnded = false

  function stripMark(report: ParserHandlers['onProblem']): void {
    report({ code: 'byte-order-mark', offset: 0, length: MARK_LENGTH, value: '' })
    position = MARK_LENGTH
    heldEnd = MARK_LENGTH
  }

  function consume(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    tellLoss()
    const offset = position
    position += bytes.length
    heldEnd = position
    reader.consume(bytes, offset)
  }

  function tellLoss(): void {
    if (lost === 0) return
    const length = lost
    lost = 0
    reader.lose(position - length, length)
  }

  function assertOpen(): void {
    if (isEnded) throw new Error('Cannot feed an ended parser; create another one.')
  }

  function cut(): void {
    assertOpen()
    tellLoss()
    reader.cut?.()
  }

  return {
    feed(bytes) {
      assertOpen()
      if (stripper) stripper.feed(bytes)
      else consume(bytes)
    },
    skip(length) {
      assertOpen()
      if (length <= 0) return
      stripper?.flush()
      lost += length
      position += length
    },
    ...(reader.cut && { cut }),
    end() {
      if (isEnded) return
      stripper?.flush()
      isEnded = true
      tellLoss()
      reader.finish(heldEnd)
    },
  }
}
