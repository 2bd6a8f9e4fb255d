import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from '../event-stream/ascii'
import { decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { CHECK_LIMIT } from './json-check'
import { createPieceBuffer } from './piece-buffer'
import { createShell } from './shell'
import { createTextCheck } from './text-check'

/** What the lines of a format hold. */
export interface LineGrammar {
  /** The type of a line, by its first bytes. */
  typeOf(head: Uint8Array): string
  /** What is wrong with a whole line, which may end with CR; null where nothing is. */
  problemOf(line: Uint8Array): ProblemCode | null
}

/**
 * Parses formats of one message a line from bytes cut anywhere. A line ends at LF; a CR before it is white space.
 * An empty line is nothing, a line of spaces or tabs is a `comment`, any other an `event`, right or not. A last line
 * without LF is an `event` if it is right, as clients take it; a longer one than the check limit cannot be told to be
 * whole and is `unterminated`. No more than that limit is held.
 */
export function createLinesParser(
  { onBlock, onProblem }: ParserHandlers,
  { typeOf, problemOf }: LineGrammar,
): Parser {
  const text = createTextCheck(onProblem)
  const begun = createPieceBuffer(CHECK_LIMIT)
  let lineStart: ByteOffset = -1
  let isPartial = false
  let isBlank = true
  let hasSpace = false

  function resetLine(): void {
    lineStart = -1
    isPartial = false
    isBlank = true
    hasSpace = false
    begun.clear()
  }

  function emit(kind: BlockKind, end: ByteOffset, type = ''): void {
    onBlock({ kind, start: lineStart, end, type, setsId: false })
  }

  function lookForBlank(bytes: Uint8Array, from: number, to: number): void {
    for (let index = from; isBlank && index < to; index++) {
      const byte = bytes[index] ?? 0
      if (byte === SPACE || byte === TAB) hasSpace = true
      else if (byte !== CARRIAGE_RETURN) isBlank = false
    }
  }

  function endLine(last: Uint8Array, end: ByteOffset): void {
    if (isPartial) emit('partial', end)
    else if (!isBlank) completeLine(last, end)
    else if (hasSpace) emit('comment', end)
    resetLine()
  }

  function completeLine(last: Uint8Array, end: ByteOffset): void {
    const line = begun.with(last)
    emit('event', end, typeOf(line ?? begun.head()))
    const code = line && problemOf(line)
    if (code) report(code, line, line.length)
  }

  function report(code: ProblemCode, line: Uint8Array, length: number): void {
    onProblem({ code, offset: lineStart, length, value: decodeHead(line).trimEnd() })
  }

  function endBody(end: ByteOffset): void {
    const line = begun.bytes()
    const type = typeOf(begun.head())
    if (isPartial) emit('partial', end)
    else if (isBlank && hasSpace) emit('comment', end)
    else if (isBlank) return
    else if (line && problemOf(line) === null) emit('event', end, type)
    else {
      emit('unterminated', end, type)
      report('unterminated-block', begun.head(), end - lineStart)
    }
  }

  return createShell(
    {
      consume(bytes, offset) {
        let from = 0
        text.begin(bytes, offset)
        while (from < bytes.length) {
          if (lineStart < 0) lineStart = offset + from
          const found = bytes.indexOf(LINE_FEED, from)
          const to = found < 0 ? bytes.length : found
          text.upTo(offset + to + 1)
          lookForBlank(bytes, from, to)
          const piece = bytes.subarray(from, to)
          if (found >= 0) endLine(piece, offset + to + 1)
          else if (!isPartial) begun.push(piece)
          from = to + 1
        }
      },
      lose() {
        isPartial = true
        text.resume()
        begun.clear()
      },
      finish(end) {
        text.finish()
        if (lineStart >= 0) endBody(end)
      },
    },
    onProblem,
  )
}
