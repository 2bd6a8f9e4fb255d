import { decode } from '../event-stream/text'
import type { BlockDetail, Field } from '../event-stream/types'
import type { ByteCount, ByteOffset } from '../wire/units'
import { detailOf } from './detail'
import { hexadecimal, isBinary } from './hexadecimal'

/** Flags and length. */
export const ENVELOPE_HEAD: ByteCount = 5
export const COMPRESSED = 0x01

/** What a protocol of envelopes says of their flags. */
export interface EnvelopeKinds {
  typeOf(flags: number): string
  isKnown(flags: number): boolean
  /** Whether it ends the stream. */
  isLast(flags: number): boolean
  /** Whether its content must be JSON. */
  isJsonType(flags: number): boolean
}

export interface Envelope {
  flags: number
  /** As it says, whatever came of it. */
  length: ByteCount
  content: Uint8Array
  /** Whether it ends where the bytes end, but for what a group of base64 holds of the next. */
  isWhole: boolean
}

const LONGEST_REST = 2

/** The envelope that begins with the first byte; null where not even its prefix is whole. */
export function envelopeOf(bytes: Uint8Array): Envelope | null {
  if (bytes.length < ENVELOPE_HEAD) return null
  const length = new DataView(bytes.buffer, bytes.byteOffset, ENVELOPE_HEAD).getUint32(1)
  const rest = bytes.length - ENVELOPE_HEAD - length
  const content = bytes.subarray(ENVELOPE_HEAD, ENVELOPE_HEAD + length)
  return { flags: bytes[0] ?? 0, length, content, isWhole: rest >= 0 && rest <= LONGEST_REST }
}

/** Flags and length as fields, which stand at `start`. */
export function prefixFields({ flags, length }: Envelope, start: ByteOffset, unit = 1): Field[] {
  const name = (text: string, value: string, from: number, to: number): Field => ({
    name: text,
    value,
    start: start + Math.floor(from * unit),
    end: start + Math.ceil(to * unit),
  })
  return [
    name('flags', `0x${flags.toString(16).padStart(2, '0')}`, 0, 1),
    name('length', String(length), 1, ENVELOPE_HEAD),
  ]
}

/** Content as text where it is some, else as hexadecimal digits. */
export function contentDetail(content: Uint8Array, rest: Partial<BlockDetail>): BlockDetail {
  if (isText(content)) return detailOf(decode(content), rest)
  return detailOf(hexadecimal(content), { ...rest, encoding: 'hexadecimal' })
}

/** What has no known flag is likely no envelope: an error page, or JSON without one. It is shown as it stands. */
export function strangeDetail(bytes: Uint8Array): BlockDetail {
  return isBinary(bytes) ? contentDetail(bytes, {}) : detailOf(decode(bytes))
}

const OPENERS = ['{', '[', '"']

/** Text as messages hold it is JSON. Binary messages hardly begin like it and have control characters soon. */
function isText(content: Uint8Array): boolean {
  if (content.length === 0) return true
  return OPENERS.includes(String.fromCharCode(content[0] ?? 0)) && !isBinary(content)
}
