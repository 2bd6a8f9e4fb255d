import { essenceOf } from '../event-stream/content-type'
import { LOOK_AHEAD } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Field, Format } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { decodeGroups, isBase64 } from './base64-groups'
import { detailOf } from './detail'
import {
  contentDetail,
  ENVELOPE_HEAD,
  type Envelope,
  envelopeOf,
  prefixFields,
  strangeDetail,
} from './envelope'
import { createGrpcWebParser, grpcWebType, hasTrailers, isGrpcWebFlag } from './grpc-web-parser'
import { hexadecimal } from './hexadecimal'

/** gRPC-web, binary or in base64 (`grpc-web-text`), with any codec. */
export const grpcWeb: Format = {
  id: 'grpc-web',
  matches: contentType => /^application\/grpc-web(-text)?(\+[\w.-]+)?$/.test(essenceOf(contentType)),
  looksLike,
  createParser: createGrpcWebParser,
  readBlock,
}

/** Frames up to one of trailers that name the status: every answer ends so. */
function looksLike(head: Uint8Array): boolean {
  const bytes = head.subarray(0, LOOK_AHEAD)
  let rest = isBase64(bytes[0]) ? decodeGroups(bytes) : bytes
  for (let frame = envelopeOf(rest); frame && isGrpcWebFlag(frame.flags); frame = envelopeOf(rest)) {
    if (hasTrailers(frame.flags)) return /(^|\n)grpc-status: ?\d/i.test(decode(frame.content))
    rest = rest.subarray(ENVELOPE_HEAD + frame.length)
  }
  return false
}

function readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  const isText = isBase64(bytes[0])
  const frame = isText ? decodeFrame(bytes, start) : envelopeOf(bytes)
  if (frame === null) return detailOf(hexadecimal(bytes), { encoding: 'hexadecimal' })
  if (!isGrpcWebFlag(frame.flags)) return strangeDetail(bytes)
  const type = grpcWebType(frame.flags)
  const unit = isText ? 4 / 3 : 1
  const fields = prefixFields(frame, start, unit)
  if (!hasTrailers(frame.flags)) return contentDetail(frame.content, { type, fields })
  const trailers = trailerFields(frame.content, start, unit)
  return detailOf(decode(frame.content), { type, fields: [...fields, ...trailers] })
}

/**
 * A frame may begin with the second or third byte of a group, whose characters it shares with the frame before. Groups
 * have four characters, so its place in the body tells, unless characters of no meaning stand before: then sense does.
 */
function decodeFrame(text: Uint8Array, start: ByteOffset): Envelope | null {
  const ways = [start % 4, 0, 1, 2].map(phase => envelopeOf(decodeFrom(text, phase)))
  const likely = ways.filter(frame => frame !== null && isGrpcWebFlag(frame.flags))
  return likely.find(frame => frame?.isWhole) ?? likely[0] ?? ways[0] ?? null
}

const FILLING = new TextEncoder().encode('AAA')

function decodeFrom(text: Uint8Array, phase: number): Uint8Array {
  if (phase === 0) return decodeGroups(text)
  const filled = new Uint8Array(phase + text.length)
  filled.set(FILLING.subarray(0, phase))
  filled.set(text, phase)
  return decodeGroups(filled).subarray(phase)
}

function trailerFields(content: Uint8Array, start: ByteOffset, unit: number): Field[] {
  const fields: Field[] = []
  let from = 0
  while (from < content.length) {
    const found = content.indexOf(0x0a, from)
    const to = found < 0 ? content.length : found
    const line = decode(content.subarray(from, to)).trimEnd()
    const [name = '', ...value] = line.split(':')
    const at = (index: number) => start + Math.floor((ENVELOPE_HEAD + index) * unit)
    if (line !== '')
      fields.push({ name, value: value.join(':').trimStart(), start: at(from), end: at(from + line.length) })
    from = to + 1
  }
  return fields
}
