import type { ByteCount, ByteOffset } from '../wire/units'
import { CARRIAGE_RETURN, COLON, LINE_FEED, SPACE } from './ascii'
import { createMarkStripper, hasMark, MARK_LENGTH } from './byte-order-mark'
import { fieldKind, hasNull, hasOther, isDataField } from './field-kind'
import { createLineHead } from './line-head'
import { findStop, type Words, wordsOf } from './line-scan'
import { cutValue, decodeHead } from './text'
import { createTypeNames } from './type-names'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from './types'
import { createUtf8Check } from './utf-8'

/**
 * Parses an event stream (WHATWG HTML 9.2.6) from its bytes, cut anywhere. Bytes are never kept beyond a few
 * hundred of an unfinished line, so time is linear and memory constant however long a line is.
 * Blocks and problems come in the order of the bytes and do not depend on the cuts.
 *
 * - Blocks begin behind a byte order mark and end at the first byte of the line end that completes them.
 * - An `unterminated` block has the type of its complete lines, and is a problem unless it is comments only.
 * - A `partial` block has `setsId`: what was lost may have set the id.
 * - `Problem.value` is the name of an unknown field, the value of an id or retry field, the type of a block,
 *   the hexadecimal bytes of invalid UTF-8, and '' for a byte order mark.
 */
export function createEventStreamParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const utf8 = createUtf8Check(onProblem)
  const typeOf = createTypeNames()
  const start = createMarkStripper(stripMark, consume)
  const head = createLineHead()

  // `position` is the offset of the first byte of the piece being consumed, then of the next piece.
  let position: ByteOffset = 0
  let heldEnd: ByteOffset = 0
  let words: Words | null = null
  let isEnded = false

  // Of a line that goes on from one piece to the next. Data and comments need no more than that: `head` is for others.
  let line: 'none' | 'data' | 'comment' | 'other' | 'lost' = 'none'
  let lineStart: ByteOffset = 0
  let followsReturn = false

  let blockStart: ByteOffset = -1
  let type = ''
  let hasFields = false
  let hasData = false
  let hasTypeOrId = false
  let setsId = false
  let isPartial = false

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value: string): void {
    onProblem({ code, offset, length, value })
  }

  // [spec] One leading byte order mark is no part of the first line.
  function stripMark(): void {
    problem('byte-order-mark', 0, MARK_LENGTH, '')
    position = MARK_LENGTH
    heldEnd = MARK_LENGTH
  }

  function emitBlock(kind: BlockKind, end: ByteOffset): void {
    onBlock({ kind, start: blockStart, end, type, setsId })
  }

  function resetBlock(): void {
    blockStart = -1
    type = ''
    hasFields = false
    hasData = false
    hasTypeOrId = false
    setsId = false
    isPartial = false
  }

  function completeBlock(end: ByteOffset): void {
    if (isPartial) {
      setsId = true
      emitBlock('partial', end)
    } else if (hasData) {
      emitBlock('event', end)
    } else {
      // [spec] Dispatch step 2: an empty data buffer dispatches nothing.
      emitBlock(hasFields ? 'no-data' : 'comment', end)
      if (hasTypeOrId) problem('data-less-block', blockStart, end - blockStart, cutValue(type))
    }
    resetBlock()
  }

  /** A line is complete: [from, to) are its first bytes, or all of them. */
  function completeLine(bytes: Uint8Array, from: number, to: number): void {
    let colon = from
    while (colon < to && bytes[colon] !== COLON) colon++
    const kind = fieldKind(bytes, from, colon)
    if (kind === 'comment') return
    hasFields = true
    if (kind === 'data') hasData = true
    else if (kind === 'unknown') reportUnknown(bytes, from, colon)
    else completeField(kind, bytes, from, valueIndex(bytes, colon, to), to)
  }

  function completeField(
    kind: 'event' | 'id' | 'retry',
    bytes: Uint8Array,
    from: number,
    at: number,
    to: number,
  ): void {
    if (kind === 'event') {
      type = typeOf(bytes, at, to)
      hasTypeOrId = true
    } else if (kind === 'id') {
      // [spec] An id that contains U+0000 NULL is ignored.
      hasTypeOrId = true
      if (head.hasNullBeyond || hasNull(bytes, at, to)) reportValue('null-in-id', bytes, from, at, to)
      else setsId = true
    } else if (at >= to || head.hasOtherBeyond || hasOther(bytes, at, to)) {
      // [spec] A retry of anything but ASCII digits is ignored.
      reportValue('invalid-reconnection-time', bytes, from, at, to)
    }
  }

  function reportValue(code: ProblemCode, bytes: Uint8Array, from: number, at: number, to: number): void {
    const length = Math.max(head.length, to - from) - (at - from)
    problem(code, lineStart + at - from, length, decodeHead(bytes.subarray(at, to)))
  }

  function reportUnknown(bytes: Uint8Array, from: number, to: number): void {
    if (to - from >= MARK_LENGTH && hasMark(bytes, from)) {
      problem('byte-order-mark-inside', lineStart, MARK_LENGTH, '')
      return
    }
    const isBeyond = head.length > 0 && to === head.kept
    const length = isBeyond ? (head.colonBeyond < 0 ? head.length : head.colonBeyond) : to - from
    problem('unknown-field', lineStart, length, decodeHead(bytes.subarray(from, to)))
  }

  function passBeyond(bytes: Uint8Array, index: number): number {
    return utf8.pass(bytes, index, position + index)
  }

  /** The index of the next line end, or the length; what is beyond ASCII on the way is checked. */
  function findLineEnd(bytes: Uint8Array, from: number): number {
    let end = findStop(bytes, words, from)
    while (end < bytes.length && (bytes[end] ?? 0) >= 0x80)
      end = findStop(bytes, words, passBeyond(bytes, end))
    return end
  }

  /** Reads a line from its beginning and gives the index behind it, or the length where it goes on. */
  function readLine(bytes: Uint8Array, from: number): number {
    const first = bytes[from] ?? 0
    if (first === LINE_FEED || first === CARRIAGE_RETURN) return readEmptyLine(first, from)
    const end = findLineEnd(bytes, from)
    const isData = isDataField(bytes, from, end)
    if (isData && blockStart < 0 && bytes[end] === LINE_FEED && bytes[end + 1] === LINE_FEED) {
      return emitPlainEvent(position + from, end)
    }
    lineStart = position + from
    if (blockStart < 0) blockStart = lineStart
    if (end === bytes.length) return beginLine(bytes, from)
    if (isData) {
      hasData = true
      hasFields = true
    } else {
      completeLine(bytes, from, end)
    }
    followsReturn = bytes[end] === CARRIAGE_RETURN
    return end + 1
  }

  /** The commonest block, one line of data with both its line ends at hand, leaves no state behind. */
  function emitPlainEvent(blockOffset: ByteOffset, lineEnd: number): number {
    followsReturn = false
    onBlock({ kind: 'event', start: blockOffset, end: position + lineEnd + 2, type: '', setsId: false })
    return lineEnd + 2
  }

  function readEmptyLine(byte: number, index: number): number {
    const isSecondHalf = followsReturn && byte === LINE_FEED
    followsReturn = byte === CARRIAGE_RETURN
    if (!isSecondHalf && blockStart >= 0) completeBlock(position + index + 1)
    return index + 1
  }

  function beginLine(bytes: Uint8Array, from: number): number {
    line = 'other'
    if (bytes[from] === COLON) line = 'comment'
    else keepHead(bytes, from, bytes.length)
    return bytes.length
  }

  function keepHead(bytes: Uint8Array, from: number, to: number): void {
    // A data line is known by its first bytes, wherever these are cut.
    if (head.length === 0 && isDataField(bytes, from, to)) {
      line = 'data'
      return
    }
    head.push(bytes, from, to)
    if (isDataField(head.bytes, 0, head.kept)) line = 'data'
  }

  /** Reads on in a line that began in an earlier piece. */
  function continueLine(bytes: Uint8Array): number {
    const end = findLineEnd(bytes, utf8.isOpen ? passBeyond(bytes, 0) : 0)
    if (line === 'other') keepHead(bytes, 0, end)
    if (end === bytes.length) return end
    if (line === 'data') {
      hasData = true
      hasFields = true
    } else if (line === 'other') {
      completeLine(head.bytes, 0, head.kept)
    }
    head.clear()
    line = 'none'
    followsReturn = bytes[end] === CARRIAGE_RETURN
    return end + 1
  }

  function consume(bytes: Uint8Array): void {
    const length = bytes.length
    if (length === 0) return
    if (isPartial && blockStart < 0) blockStart = position
    words = wordsOf(bytes)
    let index = line === 'none' ? 0 : continueLine(bytes)
    while (index < length) index = readLine(bytes, index)
    words = null
    position += length
    heldEnd = position
  }

  function assertOpen(): void {
    if (isEnded) throw new Error('Cannot feed an ended parser; create another one.')
  }

  // [spec] At the end of the file pending data is discarded: the block is kept here, but was never dispatched.
  function abandonBlock(): void {
    setsId = isPartial
    emitBlock(isPartial ? 'partial' : 'unterminated', heldEnd)
    const hasPending = hasFields || line === 'data' || line === 'other'
    if (hasPending && !isPartial) {
      problem('unterminated-block', blockStart, heldEnd - blockStart, cutValue(type))
    }
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
      // The first line end to come may end a line that began in what is missing, so it completes nothing.
      line = 'lost'
      head.clear()
      followsReturn = false
      utf8.resume()
    },
    end() {
      if (isEnded) return
      start.flush()
      utf8.finish()
      isEnded = true
      if (blockStart >= 0) abandonBlock()
    },
  }
}

/** [spec] If value starts with a U+0020 SPACE character, remove it from value. */
function valueIndex(bytes: Uint8Array, colon: number, to: number): number {
  if (colon + 1 < to && bytes[colon + 1] === SPACE) return colon + 2
  return Math.min(colon + 1, to)
}
