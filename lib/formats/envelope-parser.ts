import { decodeHead } from '../event-stream/text'
import type { BlockKind, ParserHandlers, ProblemCode } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { ENVELOPE_HEAD, type EnvelopeKinds } from './envelope'
import { CHECK_LIMIT, isJson } from './json-check'
import { createPieceBuffer } from './piece-buffer'
import type { BodyReader } from './shell'

const NOTHING = new Uint8Array(0)

/** Where bytes that were decoded stand in the body. */
export interface Place {
  /** Offset of the byte at `index`, and one past it, as far as the body has such a border. */
  start(index: number): ByteOffset
  end(index: number): ByteOffset
}

/** Reads envelopes from bytes that may be decoded ones. */
export interface EnvelopeReader {
  read(bytes: Uint8Array, place: Place): void
  /** So many bytes are missing; `end` is one past the last of them. */
  lose(length: ByteCount, end: ByteOffset): void
  /** Bytes are missing, nobody knows how many. */
  loseAll(): void
  finish(end: ByteOffset): void
}

/**
 * Reads messages with a prefix: one byte of flags, four of length. Missing bytes inside a message make it `partial`;
 * if they may have held a prefix, all that follows is one `partial` block, for nothing tells where a message begins.
 * No more than the check limit of a message is held.
 */
export function createEnvelopeReader(
  { onBlock, onProblem }: ParserHandlers,
  { typeOf, isKnown, isLast, isJsonType }: EnvelopeKinds,
): EnvelopeReader {
  const prefix = new Uint8Array(ENVELOPE_HEAD)
  const payload = createPieceBuffer(CHECK_LIMIT)
  let prefixed = 0
  let left: ByteCount = 0
  let start: ByteOffset = -1
  let isPartial = false
  let isLost = false
  let hasEnded = false
  let isTold = false

  const flags = () => prefix[0] ?? 0

  function problem(code: ProblemCode, offset: ByteOffset, length: ByteCount, value = ''): void {
    onProblem({ code, offset, length, value })
  }

  function emit(kind: BlockKind, end: ByteOffset): void {
    const type = prefixed === 0 || isLost ? '' : typeOf(flags())
    onBlock({ kind, start, end, type, setsId: false })
  }

  function begin(offset: ByteOffset): void {
    start = offset
    if (hasEnded && !isTold) {
      isTold = true
      problem('bytes-after-end', offset, 1)
    }
  }

  function readPrefix(bytes: Uint8Array, from: number, place: Place): number {
    if (prefixed === 0) begin(place.start(from))
    let index = from
    while (index < bytes.length && prefixed < ENVELOPE_HEAD) {
      const byte = bytes[index] ?? 0
      if (prefixed === 0 && !isKnown(byte)) {
        problem('unknown-flag', place.start(index), 1, byte.toString(16).padStart(2, '0'))
      }
      prefix[prefixed++] = byte
      index++
    }
    if (prefixed < ENVELOPE_HEAD) return index
    left = new DataView(prefix.buffer).getUint32(1)
    if (left === 0) complete(place.end(index - 1))
    return index
  }

  function readPayload(bytes: Uint8Array, from: number, place: Place): number {
    const to = Math.min(bytes.length, from + left)
    left -= to - from
    if (left > 0) {
      if (!isPartial) payload.push(bytes.subarray(from, to))
      return to
    }
    complete(place.end(to - 1), bytes.subarray(from, to))
    return to
  }

  function complete(end: ByteOffset, last: Uint8Array = NOTHING): void {
    emit(isPartial ? 'partial' : 'event', end)
    if (isLast(flags())) hasEnded = true
    if (!isPartial && isJsonType(flags())) checkJson(payload.with(last), end)
    reset()
  }

  function checkJson(text: Uint8Array | null, end: ByteOffset): void {
    if (text && !isJson(text)) problem('invalid-json', start, end - start, decodeHead(text))
  }

  function reset(): void {
    start = -1
    prefixed = 0
    left = 0
    isPartial = false
    payload.clear()
  }

  function loseAll(): void {
    isLost = true
    isPartial = true
    payload.clear()
  }

  return {
    read(bytes, place) {
      if (isLost && start < 0 && bytes.length > 0) start = place.start(0)
      let index = 0
      while (index < bytes.length && !isLost) {
        index = prefixed < ENVELOPE_HEAD ? readPrefix(bytes, index, place) : readPayload(bytes, index, place)
      }
    },
    lose(length, end) {
      if (isLost) return
      if (prefixed < ENVELOPE_HEAD || left < length) return loseAll()
      isPartial = true
      payload.clear()
      left -= length
      if (left === 0) complete(end)
    },
    loseAll,
    finish(end) {
      if (start < 0) return
      emit(isPartial ? 'partial' : 'unterminated', end)
      if (!isPartial) problem('unterminated-block', start, end - start, typeOf(flags()))
    },
  }
}

/** Where bytes stand that are the body's own, the first of them at `offset`. */
export const placeAt = (offset: ByteOffset): Place => ({
  start: index => offset + index,
  end: index => offset + index + 1,
})

/** A body that is nothing but envelopes. */
export function createEnvelopeBody(handlers: ParserHandlers, kinds: EnvelopeKinds): BodyReader {
  const reader = createEnvelopeReader(handlers, kinds)
  return {
    consume: (bytes, offset) => reader.read(bytes, placeAt(offset)),
    lose: (offset, length) => reader.lose(length, offset + length),
    finish: reader.finish,
  }
}
