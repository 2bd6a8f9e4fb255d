import { essenceOf } from '../event-stream/content-type'
import { LOOK_AHEAD } from '../event-stream/look'
import type { BlockDetail, Format } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { connectType, createConnectParser, isConnectFlag } from './connect-parser'
import { detailOf } from './detail'
import {
  COMPRESSED,
  contentDetail,
  ENVELOPE_HEAD,
  type Envelope,
  envelopeOf,
  prefixFields,
  strangeDetail,
} from './envelope'
import { hexadecimal } from './hexadecimal'

/** Connect's streaming RPCs: `application/connect+json`, and `+proto` whose messages are no text. */
export const connect: Format = {
  id: 'connect',
  matches: contentType => /^application\/connect\+(json|proto)$/.test(essenceOf(contentType)),
  looksLike,
  createParser: createConnectParser,
  readBlock,
}

const OPENING_BRACE = 0x7b
const CLOSING_BRACE = 0x7d

/** An uncompressed envelope of a JSON object; behind it, where it is whole, another. */
function looksLike(head: Uint8Array): boolean {
  const bytes = head.subarray(0, LOOK_AHEAD)
  const first = envelopeOf(bytes)
  if (first === null || !isConnectFlag(first.flags) || first.flags & COMPRESSED) return false
  const { content, length } = first
  if (length < 2 || length > LARGEST_LIKELY || content[0] !== OPENING_BRACE) return false
  if (content.length < length) return true
  const next = bytes[ENVELOPE_HEAD + length]
  return content[length - 1] === CLOSING_BRACE && (next === undefined || isConnectFlag(next))
}

/** Servers and clients refuse larger messages unless told otherwise, most from 4 MB on. */
const LARGEST_LIKELY = 0xffffff

function readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  const envelope = envelopeOf(bytes)
  if (envelope === null) return detailOf(hexadecimal(bytes), { encoding: 'hexadecimal' })
  if (!isConnectFlag(envelope.flags)) return strangeDetail(bytes)
  return envelopeDetail(envelope, start)
}

function envelopeDetail(envelope: Envelope, start: ByteOffset): BlockDetail {
  return contentDetail(envelope.content, {
    type: connectType(envelope.flags),
    fields: prefixFields(envelope, start),
  })
}
