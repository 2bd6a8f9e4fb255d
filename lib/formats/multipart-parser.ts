import { CARRIAGE_RETURN, LINE_FEED } from '../event-stream/ascii'
import { parameterOf } from '../event-stream/content-type'
import { cutValue, decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { createBoundaryLine } from './boundary-line'
import { createDelimiterMatch, type DelimiterMatch, inkIn } from './delimiter-match'
import { CHECK_LIMIT, isJson } from './json-check'
import { beginsWithHyphens, isJsonType, partHeaders, typeOfPart } from './part-headers'
import { createPieceBuffer } from './piece-buffer'
import { createShell } from './shell'

const HYPHEN = 0x2d
/** Longer headers are not read for the part's type. */
const HEADERS_LIMIT: ByteCount = 16 * 1024
const NO_LINE = -1

const typeOf = (head: Uint8Array): string => (beginsWithHyphens(head) ? '' : typeOfPart(partHeaders(head, 0)))

const matchFor = (delimiter: string) => createDelimiterMatch(new TextEncoder().encode(delimiter))

/**
 * Parses multipart bodies (RFC 2046, 5.1). A part is an event that begins behind a delimiter's line and is complete with
 * the next delimiter; its type is its content type. What stands before the first delimiter or behind the closing one is
 * a `comment`, unless it is white space. After missing bytes the next delimiter begins a part again.
 * Of a part no more is held than the check limit, and that only where it says that it is JSON.
 */
export function createMultipartParser({ onBlock, onProblem }: ParserHandlers, contentType = ''): Parser {
  const boundary = parameterOf(contentType, 'boundary')
  const firstLine = createBoundaryLine()
  const headers = createPieceBuffer(HEADERS_LIMIT)
  const content = createPieceBuffer(CHECK_LIMIT)
  let match: DelimiterMatch | null = boundary ? matchFor(`--${boundary}`) : null
  /** `delimiter` is what follows the boundary in its line. */
  let place: 'preamble' | 'delimiter' | 'part' | 'epilogue' | 'lost' = 'preamble'
  let start: ByteOffset = -1
  /** Bytes that are no white space. */
  let ink = 0
  let isPartial = false
  let hyphens = 0
  let type = ''
  /** Bytes of the header line at hand; none behind the headers. */
  let lineLength = 0

  function emit(kind: BlockKind, end: ByteOffset): void {
    onBlock({ kind: isPartial ? 'partial' : kind, start, end, type, setsId: false })
  }

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value = ''): void {
    onProblem({ code, offset, length, value })
  }

  function begin(next: typeof place, offset: ByteOffset): void {
    place = next
    start = offset
    ink = 0
    isPartial = false
    hyphens = 0
    type = ''
    lineLength = 0
    headers.clear()
    content.clear()
  }

  function passPart(bytes: Uint8Array, from: number, to: number): void {
    const index = lineLength === NO_LINE ? from : passHeaders(bytes, from, to)
    if (isJsonType(type)) content.push(bytes.subarray(index, to))
  }

  /** The headers are over with an empty line. */
  function passHeaders(bytes: Uint8Array, from: number, to: number): number {
    let index = from
    while (index < to && lineLength !== NO_LINE) {
      const byte = bytes[index++]
      if (byte === LINE_FEED) lineLength = lineLength === 0 ? NO_LINE : 0
      else if (byte !== CARRIAGE_RETURN) lineLength++
    }
    headers.push(bytes.subarray(from, index))
    if (lineLength === NO_LINE) readType()
    return index
  }

  function readType(): void {
    type = typeOf(headers.bytes() ?? headers.head())
  }

  function pass(bytes: Uint8Array, from: number, to: number): void {
    if (place === 'part') passPart(bytes, from, to)
    else if (place !== 'lost') ink += inkIn(bytes, from, to)
  }

  function endAtDelimiter(end: ByteOffset, { length, ink: delimiterInk }: DelimiterMatch): void {
    if (place === 'part') completePart(end, length)
    else if (place === 'lost' || ink > delimiterInk) emit('comment', end)
    begin('delimiter', end)
  }

  function completePart(end: ByteOffset, delimiterLength: ByteCount): void {
    if (lineLength !== NO_LINE) readType()
    emit('event', end)
    const held = content.bytes()
    const json = held?.subarray(0, Math.max(0, held.length - delimiterLength))
    if (held && json && json.length > 0 && !isJson(json)) {
      problem('invalid-json', end - held.length, json.length, decodeHead(json))
    }
  }

  function readToDelimiter(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    if (match === null) return readToFirstLine(bytes, from, offset)
    const found = match.pass(bytes, from)
    const to = found < 0 ? bytes.length : found
    pass(bytes, from, to)
    if (found >= 0) {
      endAtDelimiter(offset + found, match)
      if (match.hasBareFeed) problem('bare-line-feed', offset + found - match.length, 1)
    }
    return to
  }

  /** Takes the boundary from the first line that looks like a delimiter. */
  function readToFirstLine(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    const next = firstLine.pass(bytes, from)
    const delimiter = firstLine.delimiter()
    pass(bytes, from, next)
    if (delimiter === null) return next
    match = matchFor(delimiter)
    const lineStart = offset + next - firstLine.length
    problem('missing-boundary', lineStart, delimiter.length, cutValue(delimiter))
    endAtDelimiter(lineStart + delimiter.length, match)
    beginPart(offset + next)
    return next
  }

  function beginPart(offset: ByteOffset): void {
    begin('part', offset)
    match?.beginLine()
  }

  /** [spec] Two hyphens close the body; white space up to the line end is padding. */
  function readDelimiterLine(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    const byte = bytes[from]
    if (byte === HYPHEN && hyphens >= 0) hyphens++
    else hyphens = NO_LINE
    if (hyphens === 2) begin('epilogue', offset + from - 1)
    else if (byte === LINE_FEED) beginPart(offset + from + 1)
    return from + 1
  }

  function readEpilogue(bytes: Uint8Array, from: number): number {
    pass(bytes, from, bytes.length)
    return bytes.length
  }

  return createShell({
    consume(bytes, offset) {
      if (start < 0) start = offset
      let index = 0
      while (index < bytes.length) {
        if (place === 'delimiter') index = readDelimiterLine(bytes, index, offset)
        else index = place === 'epilogue' ? readEpilogue(bytes, index) : readToDelimiter(bytes, index, offset)
      }
    },
    lose() {
      const isBetween = place === 'delimiter'
      if (place !== 'epilogue') place = 'lost'
      if (isBetween) start = -1
      isPartial = true
      content.clear()
      firstLine.lose()
      match?.lose()
    },
    finish(end) {
      const isOpen = start >= 0 && start < end
      if (match === null && isOpen) problem('missing-boundary', 0, 0)
      if (place === 'delimiter' || (place === 'part' && !isOpen)) problem('unclosed-multipart', end, 0)
      else if (place === 'epilogue') finishEpilogue(end)
      else if (isOpen) finishBlock(end)
    },
  })

  function finishEpilogue(end: ByteOffset): void {
    if (ink > 0) emit('comment', end)
  }

  function finishBlock(end: ByteOffset): void {
    emit('unterminated', end)
    if (!isPartial) problem('unterminated-block', start, end - start, type)
  }
}
