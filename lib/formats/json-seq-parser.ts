import { LINE_FEED } from '../event-stream/ascii'
import { decodeHead } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { CHECK_LIMIT, isJson } from './json-check'
import { createPieceBuffer } from './piece-buffer'
import { createShell } from './shell'
import { createTextCheck } from './text-check'
import { createValueScan, isJsonSpace } from './value-scan'

export const RECORD_SEPARATOR = 0x1e

/**
 * Parses JSON text sequences (RFC 7464). A record begins with U+001E and is complete with the LF behind its value;
 * an array, object or string is so too with the next record or the end of the body.
 * [spec] Any other value may be cut short there, so it is `unterminated` (RFC 7464, 2.4).
 * After missing bytes the next U+001E begins a record again. No more than the check limit of a record is held.
 */
export function createJsonSeqParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const text = createTextCheck(onProblem)
  const scan = createValueScan()
  const begun = createPieceBuffer(CHECK_LIMIT)
  let place: 'between' | 'before' | 'value' | 'behind' | 'lost' = 'between'
  let start: ByteOffset = -1

  function emit(kind: BlockKind, end: ByteOffset): void {
    onBlock({ kind, start, end, type: '', setsId: false })
  }

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value: string): void {
    onProblem({ code, offset, length, value })
  }

  function reset(): void {
    place = 'between'
    start = -1
    begun.clear()
  }

  function complete(end: ByteOffset): void {
    text.upTo(end)
    emit('event', end)
    const record = begun.bytes()
    if (record && !isJson(record)) problem('invalid-json', start, end - start, headOf(record))
    reset()
  }

  /** What stands between U+001E and here is all there is of a record. */
  function leaveRecord(end: ByteOffset, code: ProblemCode): void {
    if (place === 'lost') {
      if (start >= 0) emit('partial', end)
    } else if (place === 'behind') {
      complete(end)
    } else if (place === 'value') {
      emit('unterminated', end)
      problem(code, start, end - start, headOf(begun.head()))
    }
    reset()
  }

  function beginRecord(offset: ByteOffset): void {
    leaveRecord(offset, 'truncated-record')
    place = 'before'
    start = offset
  }

  function beginValue(byte: number, offset: ByteOffset): void {
    if (place === 'between') {
      text.upTo(offset + 1)
      problem('missing-record-separator', offset, 1, byte < 0x80 ? String.fromCharCode(byte) : '')
      start = offset
    }
    place = 'value'
    scan.begin(byte)
  }

  /** Reads bytes that hold no U+001E. */
  function readBytes(bytes: Uint8Array, offset: ByteOffset): void {
    if (place === 'lost') {
      if (start < 0) start = offset
      return
    }
    let index = 0
    while (index < bytes.length)
      index = place === 'value' ? readValue(bytes, index) : readOther(bytes, index, offset)
  }

  function readValue(bytes: Uint8Array, from: number): number {
    const end = scan.pass(bytes, from)
    begun.push(bytes.subarray(from, end < 0 ? bytes.length : end))
    if (end < 0) return bytes.length
    place = 'behind'
    return end
  }

  function readOther(bytes: Uint8Array, index: number, offset: ByteOffset): number {
    const byte = bytes[index] ?? 0
    if (place === 'behind') {
      if (byte !== LINE_FEED) begun.push(bytes.subarray(index, index + 1))
      else complete(offset + index + 1)
    } else if (!isJsonSpace(byte)) {
      beginValue(byte, offset + index)
      return index
    }
    return index + 1
  }

  return createShell({
    consume(bytes, offset) {
      text.begin(bytes, offset)
      let from = 0
      while (from < bytes.length) {
        const found = bytes.indexOf(RECORD_SEPARATOR, from)
        const to = found < 0 ? bytes.length : found
        if (to > from) readBytes(bytes.subarray(from, to), offset + from)
        text.upTo(offset + to + 1)
        if (found >= 0) beginRecord(offset + found)
        from = to + 1
      }
    },
    lose() {
      text.resume()
      begun.clear()
      place = 'lost'
    },
    finish(end) {
      text.finish()
      leaveRecord(end, 'unterminated-block')
    },
  })
}

function headOf(bytes: Uint8Array): string {
  return decodeHead(bytes).trimEnd()
}
