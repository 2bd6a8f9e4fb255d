import { decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { CHECK_LIMIT, isJson } from './json-check'
import { createPieceBuffer } from './piece-buffer'
import { createShell } from './shell'
import { createTextCheck } from './text-check'
import { createValueScan, isJsonSpace } from './value-scan'

const OPENING = 0x5b
const CLOSING = 0x5d
const COMMA = 0x2c
/** Ends a number or literal that stands before it by mistake. */
const CLOSING_BRACE = 0x7d

/**
 * - `astray`: no array, or not any more; one `unterminated` block to the end.
 * - `lost`: bytes are missing, and with them the nesting; one `partial` block to the end.
 */
type Place = 'before' | 'value' | 'element' | 'comma' | 'behind' | 'astray' | 'lost'

/**
 * Parses a JSON array that comes bit by bit: each of its elements is an event, complete with its last byte, a number
 * or literal with the one behind. Elements are found by nesting, so one that is no JSON is told and the next is found.
 * No more than the check limit of an element is held.
 */
export function createJsonArrayParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const text = createTextCheck(onProblem)
  const scan = createValueScan()
  const begun = createPieceBuffer(CHECK_LIMIT)
  let place: Place = 'before'
  let followsComma = false
  let blockStart: ByteOffset = -1

  function emit(kind: BlockKind, end: ByteOffset): void {
    onBlock({ kind, start: blockStart, end, type: '', setsId: false })
    blockStart = -1
  }

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value = ''): void {
    onProblem({ code, offset, length, value })
  }

  /** Tells of one byte of the piece at hand. */
  function report(code: ProblemCode, byte: number, offset: ByteOffset): void {
    problem(code, offset, 1, byte < 0x80 ? String.fromCharCode(byte) : '')
  }

  function beginElement(byte: number, offset: ByteOffset): void {
    place = 'element'
    blockStart = offset
    scan.begin(byte)
  }

  /** Takes one byte between elements. The first of an element is yet to be read. */
  function passBetween(byte: number, offset: ByteOffset): void {
    if (isJsonSpace(byte)) return
    switch (place) {
      case 'before':
        if (byte === OPENING) place = 'value'
        else goAstray('not-an-array', byte, offset)
        return
      case 'behind':
        goAstray('bytes-after-end', byte, offset)
        return
      default:
        passSeparator(byte, offset)
    }
  }

  function passSeparator(byte: number, offset: ByteOffset): void {
    const isMissing = place === 'value'
    if (byte === COMMA) {
      if (isMissing) report('invalid-json', byte, offset)
      place = 'value'
      followsComma = true
    } else if (byte === CLOSING) {
      if (isMissing && followsComma) report('invalid-json', byte, offset)
      place = 'behind'
    } else {
      if (!isMissing) report('invalid-json', byte, offset)
      beginElement(byte, offset)
    }
  }

  function goAstray(code: ProblemCode, byte: number, offset: ByteOffset): void {
    report(code, byte, offset)
    place = 'astray'
    blockStart = offset
  }

  /** Reads on in an element and gives the index behind it, or the length. */
  function readElement(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    const end = scan.pass(bytes, from)
    if (end < 0) {
      begun.push(bytes.subarray(from))
      return bytes.length
    }
    const element = begun.with(bytes.subarray(from, end))
    const start = blockStart
    const behind = scan.isDelimited || bytes[end] === CLOSING_BRACE ? end : end + 1
    text.upTo(offset + behind)
    emit('event', offset + behind)
    if (element && !isJson(element)) problem('invalid-json', start, element.length, decodeHead(element))
    begun.clear()
    place = 'comma'
    return end
  }

  return createShell(
    {
      consume(bytes, offset) {
        text.begin(bytes, offset)
        if (place === 'lost' && blockStart < 0) blockStart = offset
        let index = 0
        while (index < bytes.length && place !== 'lost' && place !== 'astray') {
          if (place !== 'element') {
            text.upTo(offset + index + 1)
            passBetween(bytes[index] ?? 0, offset + index)
          }
          index = place === 'element' ? readElement(bytes, index, offset) : index + 1
        }
        text.upTo(offset + bytes.length)
      },
      lose() {
        text.resume()
        begun.clear()
        if (place !== 'astray') place = 'lost'
      },
      finish(end) {
        text.finish()
        const start = blockStart
        const value = decodeHead(begun.head())
        if (place === 'value' || place === 'comma') problem('unclosed-array', end, 0)
        if (start < 0) return
        emit(place === 'lost' ? 'partial' : 'unterminated', end)
        if (place === 'element') problem('unterminated-block', start, end - start, value)
      },
    },
    onProblem,
  )
}
