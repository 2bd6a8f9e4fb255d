import type { ByteCount, ByteOffset } from '../wire/units'
import { CARRIAGE_RETURN, COLON, LINE_FEED } from './ascii'
import { createMarkStripper, hasMark, MARK_LENGTH } from './byte-order-mark'
import {
  fieldKind,
  findColon,
  hasNull,
  hasOther,
  isDataField,
  isEventField,
  isIdField,
  valueIndex,
} from './field-kind'
import { createLineHead } from './line-head'
import { behindFeed, createLineMemory, findEnd, held, readHolding } from './line-scan'
import { cutValue, decodeHead } from './text'
import { createTypeNames } from './type-names'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from './types'
import { createUtf8Check } from './utf-8'

/** Shorter pieces than this lie mostly within one line. */
const SHORT: ByteCount = 32
const LETTER_E = 0x65

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
  const eventLine = createLineMemory()
  const start = createMarkStripper(stripMark, consume)
  const head = createLineHead()

  // Of the bytes held: how many, and the offset of the first (while none are, of the next to come).
  let length = 0
  let position: ByteOffset = 0
  let lastEnd: ByteOffset = 0
  let isEnded = false

  // Of a line that goes on behind the bytes held. Data and comments need no more than that: `head` is for others.
  let line: 'none' | 'data' | 'comment' | 'other' | 'lost' = 'none'
  let lineStart: ByteOffset = 0
  let followsReturn = false

  let eventType = ''
  let blockStart: ByteOffset = -1
  let type = ''
  let hasFields = false // other than data
  let hasData = false
  let hasTypeOrId = false
  let setsId = false
  let isPartial = false
  let lostFrom: ByteOffset = 0

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value: string): void {
    onProblem({ code, offset, length, value })
  }

  // [spec] One leading byte order mark is no part of the first line.
  function stripMark(): void {
    problem('byte-order-mark', 0, MARK_LENGTH, '')
    position = MARK_LENGTH
    lastEnd = MARK_LENGTH
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
    const kind = fieldKind(bytes, from, to)
    if (kind === 'comment') return
    if (kind === 'data') {
      hasData = true
      return
    }
    hasFields = true
    if (kind === 'unknown') reportUnknown(bytes, from, findColon(bytes, from, to))
    else completeField(kind, bytes, from, valueIndex(bytes, from + kind.length, to), to)
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

  function passBeyond(index: number): number {
    return utf8.pass(held, index, position + index, length)
  }

  /** The index of the next line end, or the length; what is beyond ASCII on the way is checked. */
  function findLineEnd(from: number): number {
    let index = findEnd(from, length)
    while (index < length && !isLineEnd(held[index])) {
      index = findEnd((held[index] ?? 0) < 0x80 ? index + 1 : passBeyond(index), length)
    }
    return index
  }

  /** The index behind a line end. Of a CR LF that the length splits, the LF is left for later. */
  function passLineEnd(index: number): number {
    const next = behindFeed(index)
    if (next >= 0) return next
    followsReturn = index + 1 === length
    return index + 1
  }

  function readLines(from: number): void {
    let index = from
    while (index < length) {
      index = blockStart < 0 ? readBlock(index) : readLine(index, findEnd(index, length))
    }
  }

  /**
   * Reads the block that begins at `from`. Nearly all blocks are at hand to their end, of lines that end with LF or
   * CR LF and begin with `data:`, `event:` or `id:`: what these need stands in one loop and in variables of its own,
   * as calls and state would cost as much as all the rest. At any other line the block goes on line by line.
   */
  function readBlock(from: number): number {
    let index = from
    let end = from
    let name = ''
    let isNamed = false
    let dataAt = 0
    let idAt = 0
    for (;;) {
      if (held[index] === LETTER_E) {
        const behind = eventLine.pass(index)
        if (behind > 0) {
          name = eventType
          isNamed = true
          index = behind
          continue
        }
      }
      end = held[index] === LINE_FEED ? index : findEnd(index, length)
      const next = behindFeed(end)
      if (next < 0) break
      if (isDataField(held, index)) {
        if (dataAt === 0) dataAt = valueIndex(held, index + 4, end) - from
      } else if (isEventField(held, index)) {
        name = typeOf(held, valueIndex(held, index + 5, end), end)
        isNamed = true
        eventType = name
        eventLine.remember(index, next)
      } else if (isIdField(held, index)) idAt = valueIndex(held, index + 2, end) - from
      else if (end === index && dataAt > 0) {
        const start = position + from
        const end = position + index + 1
        onBlock({ kind: 'event', start, end, type: name, setsId: idAt > 0 }, dataAt, idAt)
        return next
      } else break
      index = next
    }
    if (index > from) {
      blockStart = position + from
      type = name
      hasData = dataAt > 0
      setsId = idAt > 0
      hasTypeOrId = isNamed || setsId
      hasFields = hasTypeOrId
    }
    return index < length ? readLine(index, end) : index
  }

  /** Reads the line that begins at `index`; nothing rare stands in it before `at`. */
  function readLine(from: number, at: number): number {
    const next = behindFeed(at)
    if (next < 0) return readOddLine(from, at)
    if (at === from) return readEmptyLine(from)
    lineStart = position + from
    if (blockStart < 0) blockStart = lineStart
    completeLine(held, from, at)
    return next
  }

  /** Reads a line that goes on, ends with CR alone or has something rare in it; nothing of that stands before `at`. */
  function readOddLine(from: number, at: number): number {
    const end = findLineEnd(at)
    if (end === from) return readEmptyLine(from)
    lineStart = position + from
    if (blockStart < 0) blockStart = lineStart
    if (end === length) return beginLine(from)
    completeLine(held, from, end)
    return passLineEnd(end)
  }

  function readEmptyLine(index: number): number {
    if (blockStart >= 0) completeBlock(position + index + 1)
    return passLineEnd(index)
  }

  function beginLine(from: number): number {
    if (held[from] === COLON) line = 'comment'
    else if (isDataField(held, from)) line = 'data'
    else {
      line = 'other'
      head.push(held, from, length)
    }
    return length
  }

  /** A data line is known by its first bytes, wherever these are cut; then no more need be kept. */
  function keepHead(to: number): void {
    head.push(held, 0, to)
    if (head.kept > 4 && isDataField(head.bytes, 0)) line = 'data'
  }

  /** Reads on in a line that began earlier. */
  function continueLine(at: number): number {
    const end = findLineEnd(utf8.isOpen() ? passBeyond(at) : at)
    if (line === 'other') keepHead(end)
    if (end === length) return end
    if (line === 'data') hasData = true
    else if (line === 'other') completeLine(head.bytes, 0, head.kept)
    head.clear()
    line = 'none'
    return passLineEnd(end)
  }

  function begin(at: number): number {
    if (line !== 'none') return continueLine(at)
    const isSecondHalf = followsReturn && held[0] === LINE_FEED
    followsReturn = false
    return isSecondHalf ? 1 : 0
  }

  function read(count: number, at: number): void {
    length = count
    if (isPartial && blockStart < 0) blockStart = position
    readLines(begin(at))
    position += length
  }

  /** Passes what of a short piece cannot end the line of data or comment that it goes on with. */
  function passShort(piece: Uint8Array): number {
    let index = utf8.isOpen() ? utf8.pass(piece, 0, position) : 0
    while (index < piece.length) {
      const byte = piece[index] ?? 0
      if (byte < 0x0e) break
      index = byte < 0x80 ? index + 1 : utf8.pass(piece, index, position + index)
    }
    return index
  }

  function consume(piece: Uint8Array): void {
    if (piece.length === 0) return
    const isWithin = piece.length < SHORT && (line === 'data' || line === 'comment')
    const at = isWithin ? passShort(piece) : 0
    if (at < piece.length) readHolding(piece, at, read)
    else position += at
    lastEnd = position
  }

  function assertOpen(): void {
    if (isEnded) throw new Error('Cannot feed an ended parser; create another one.')
  }

  // [spec] At the end of the file pending data is discarded: the block is kept here, but was never dispatched.
  function abandonBlock(): void {
    setsId = isPartial
    emitBlock(isPartial ? 'partial' : 'unterminated', lastEnd)
    const hasPending = hasFields || hasData || line === 'data' || line === 'other'
    if (hasPending && !isPartial) {
      problem('unterminated-block', blockStart, lastEnd - blockStart, cutValue(type))
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
      if (!isPartial) lostFrom = blockStart < 0 ? position : blockStart
      position += length
      isPartial = true
      // The first line end to come may end a line that began in what is missing, so it completes nothing.
      line = 'lost'
      head.clear()
      followsReturn = false
      utf8.resume()
    },
    resume() {
      assertOpen()
      if (!isPartial) return
      blockStart = lostFrom
      completeBlock(position)
      line = 'none'
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

function isLineEnd(byte: number | undefined): boolean {
  return byte === LINE_FEED || byte === CARRIAGE_RETURN
}
