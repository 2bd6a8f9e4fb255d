import { LINE_FEED } from '../event-stream/ascii'
import { cutValue, decode, decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { CHECK_LIMIT, isJsonText } from './json-check'
import { createPieceBuffer } from './piece-buffer'
import { COLON, COMMA, isHexadecimal, isSized, isTag, MODEL, rowLine, TEXT_TAG, wantsJson } from './rsc-rows'
import { createShell } from './shell'
import { createTextCheck } from './text-check'

const LONGEST_LENGTH = 8

/**
 * Parses React Server Components' rows. Each is an event of its tag's type; one without ID or length is `no-data`, told,
 * and over with its line. Missing bytes inside text or data of known length make that row `partial`; anywhere else they
 * may have held such a length, so all that follows is one `partial` block. No more than the check limit of a row is held.
 */
export function createRscParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const text = createTextCheck(onProblem)
  const line = createPieceBuffer(CHECK_LIMIT)
  /** `broken` is a line that is no row. */
  let place: 'id' | 'tag' | 'length' | 'line' | 'bytes' | 'broken' | 'lost' = 'id'
  let start: ByteOffset = -1
  let isPartial = false
  let tag = ''
  let digits = 0
  let left: ByteCount = 0

  function emit(kind: BlockKind, end: ByteOffset, type: string): void {
    const isRow = kind !== 'no-data'
    onBlock({ kind: isPartial ? 'partial' : kind, start, end, type, setsId: isRow || isPartial })
  }

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value = ''): void {
    onProblem({ code, offset, length, value })
  }

  function reset(): void {
    place = 'id'
    start = -1
    isPartial = false
    tag = ''
    digits = 0
    left = 0
    line.clear()
  }

  /** Takes one byte of what stands before a row's content. Gives false where it is the first of a line. */
  function passHead(byte: number, offset: ByteOffset): boolean {
    if (place === 'id') return passId(byte)
    if (place === 'tag') return passTag(byte)
    return passLength(byte, offset)
  }

  function readAsLine(kind: 'line' | 'broken'): false {
    place = kind
    return false
  }

  function passId(byte: number): boolean {
    if (byte !== COLON && !isHexadecimal(byte)) return readAsLine('broken')
    if (byte === COLON) place = 'tag'
    return true
  }

  function passTag(byte: number): boolean {
    if (isTag(byte)) tag = String.fromCharCode(byte)
    if (!isSized(byte)) return readAsLine('line')
    place = 'length'
    return true
  }

  function passLength(byte: number, offset: ByteOffset): boolean {
    if (byte === COMMA && digits > 0) {
      place = 'bytes'
      if (left === 0) completeBytes(offset + 1)
      return true
    }
    if (!isHexadecimal(byte) || ++digits > LONGEST_LENGTH) return readAsLine('broken')
    left = left * 16 + Number.parseInt(String.fromCharCode(byte), 16)
    return true
  }

  function completeBytes(end: ByteOffset): void {
    text.upTo(end)
    text.finish()
    emit('event', end, tag)
    reset()
  }

  function readBytes(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    const to = Math.min(bytes.length, from + left)
    left -= to - from
    if (tag !== TEXT_TAG) text.leaveOut(offset + to)
    if (left === 0) completeBytes(offset + to)
    return to
  }

  function readLine(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    const found = bytes.indexOf(LINE_FEED, from)
    line.push(bytes.subarray(from, found < 0 ? bytes.length : found))
    if (found < 0) return bytes.length
    text.upTo(offset + found + 1)
    completeLine(offset + found + 1)
    return found + 1
  }

  function completeLine(end: ByteOffset): void {
    if (place === 'broken') {
      emit('no-data', end, '')
      problem('invalid-row', start, end - start, decodeHead(line.head()))
    } else {
      const row = rowLine(decode(line.bytes() ?? line.head()))
      emit('event', end, row.tag || MODEL)
      if (line.bytes() && wantsJson(row) && !isJsonText(row.json)) {
        problem('invalid-json', start, end - start, cutValue(row.json))
      }
    }
    reset()
  }

  function readRow(bytes: Uint8Array, from: number, offset: ByteOffset): number {
    if (place === 'bytes') return readBytes(bytes, from, offset)
    if (place === 'line' || place === 'broken') return readLine(bytes, from, offset)
    if (start < 0) start = offset + from
    return passHead(bytes[from] ?? 0, offset + from) ? from + 1 : from
  }

  return createShell({
    consume(bytes, offset) {
      text.begin(bytes, offset)
      if (place === 'lost' && start < 0) start = offset
      let index = 0
      while (index < bytes.length && place !== 'lost') index = readRow(bytes, index, offset)
      if (place === 'lost') text.leaveOut(offset + bytes.length)
      text.upTo(offset + bytes.length)
    },
    lose(offset, length) {
      text.resume()
      isPartial = true
      line.clear()
      if (place !== 'bytes' || left < length) place = 'lost'
      else left -= length
      if (place === 'bytes' && left === 0) completeBytes(offset + length)
    },
    finish(end) {
      text.finish()
      if (start < 0) return
      emit('unterminated', end, place === 'lost' ? '' : tag)
      if (!isPartial) problem('unterminated-block', start, end - start, tag)
    },
  })
}
