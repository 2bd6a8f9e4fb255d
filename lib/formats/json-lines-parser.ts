import { CARRIAGE_RETURN, LINE_FEED, SPACE, TAB } from '../event-stream/ascii'
import { createMarkStripper, MARK_LENGTH } from '../event-stream/byte-order-mark'
import { decode, decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers } from '../event-stream/types'
import { createUtf8Check } from '../event-stream/utf-8'
import type { ByteCount, ByteOffset } from '../wire/units'
import { createLineBuffer } from './line-buffer'

/** Lines up to this long are checked with `JSON.parse`; longer ones are taken as they are. */
export const CHECK_LIMIT: ByteCount = 1024 * 1024

/**
 * Parses JSON Lines (jsonlines.org) and NDJSON from bytes cut anywhere. A line ends at LF; a CR before it is
 * white space. An empty line is nothing, a line of spaces or tabs is a `comment`, any other an `event`, valid
 * JSON or not. A last line without LF is an `event` if it is valid JSON, as clients take it; a longer one than
 * the check limit cannot be told to be whole and is `unterminated`.
 */
export function createJsonLinesParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const utf8 = createUtf8Check(onProblem)
  const start = createMarkStripper(stripMark, consume)
  const begun = createLineBuffer(CHECK_LIMIT)

  let position: ByteOffset = 0
  let heldEnd: ByteOffset = 0
  let isEnded = false
  let lineStart: ByteOffset = -1
  let isPartial = false
  let isBlank = true
  let hasSpace = false

  function stripMark(): void {
    onProblem({ code: 'byte-order-mark', offset: 0, length: MARK_LENGTH, value: '' })
    position = MARK_LENGTH
    heldEnd = MARK_LENGTH
  }

  function resetLine(): void {
    lineStart = -1
    isPartial = false
    isBlank = true
    hasSpace = false
    begun.clear()
  }

  function emit(kind: BlockKind, end: ByteOffset): void {
    onBlock({ kind, start: lineStart, end, type: '', setsId: false })
  }

  /** Looks at a piece of a line, which holds no LF. */
  function pass(bytes: Uint8Array, from: number, to: number): void {
    let index = utf8.isOpen ? utf8.pass(bytes, from, position + from) : from
    if (index > from) isBlank = false
    while (index < to) {
      const byte = bytes[index] ?? 0
      if (byte === SPACE || byte === TAB) hasSpace = true
      else if (byte !== CARRIAGE_RETURN) isBlank = false
      index = byte < 0x80 ? index + 1 : utf8.pass(bytes, index, position + index)
    }
  }

  /** The line's bytes: a view where it came in one piece, joined otherwise, null where it is too long. */
  function wholeLine(bytes: Uint8Array, from: number, to: number): Uint8Array | null {
    const piece = bytes.subarray(from, to)
    if (begun.length === 0) return piece.length > CHECK_LIMIT ? null : piece
    begun.push(piece)
    return begun.bytes()
  }

  function endLine(bytes: Uint8Array, from: number, to: number): void {
    const end = position + to + 1
    if (isPartial) emit('partial', end)
    else if (!isBlank) completeValue(wholeLine(bytes, from, to), end)
    else if (hasSpace) emit('comment', end)
    resetLine()
  }

  function completeValue(line: Uint8Array | null, end: ByteOffset): void {
    emit('event', end)
    if (line !== null && !isJson(line)) reportInvalid('invalid-json', line)
  }

  function reportInvalid(code: 'invalid-json' | 'unterminated-block', line: Uint8Array | null): void {
    const length = line?.length ?? heldEnd - lineStart
    onProblem({ code, offset: lineStart, length, value: line === null ? '' : decodeHead(line).trimEnd() })
  }

  function consume(bytes: Uint8Array): void {
    let from = 0
    while (from < bytes.length) {
      if (lineStart < 0) lineStart = position + from
      const found = bytes.indexOf(LINE_FEED, from)
      const to = found < 0 ? bytes.length : found
      pass(bytes, from, to)
      if (found >= 0) endLine(bytes, from, to)
      else if (!isPartial) begun.push(bytes.subarray(from))
      from = to + 1
    }
    position += bytes.length
    heldEnd = position
  }

  function endBody(): void {
    if (isPartial) emit('partial', heldEnd)
    else if (!isBlank) endValue(begun.bytes())
    else if (hasSpace) emit('comment', heldEnd)
  }

  function endValue(line: Uint8Array | null): void {
    if (line !== null && isJson(line)) {
      emit('event', heldEnd)
      return
    }
    emit('unterminated', heldEnd)
    reportInvalid('unterminated-block', line)
  }

  function assertOpen(): void {
    if (isEnded) throw new Error('Cannot feed an ended parser; create another one.')
  }

  return {
    feed(bytes) {
      assertOpen()
      start.feed(bytes)
    },
    skip(length) {
      assertOpen()
      if (length <= 0) return
      start.flush()
      position += length
      isPartial = true
      utf8.resume()
      begun.clear()
    },
    end() {
      if (isEnded) return
      start.flush()
      utf8.finish()
      isEnded = true
      if (lineStart >= 0) endBody()
    },
  }
}

function isJson(line: Uint8Array): boolean {
  try {
    JSON.parse(decode(line))
    return true
  } catch {
    return false
  }
}
