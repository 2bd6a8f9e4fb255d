import { essenceOf } from '../event-stream/content-type'
import type { Parser, ParserHandlers } from '../event-stream/types'
import { COMPRESSED, type EnvelopeKinds } from './envelope'
import { createEnvelopeBody } from './envelope-parser'
import { createShell } from './shell'

const END_STREAM = 0x02

/** [spec] Connect, "Streaming RPCs": bit 0 says compressed, bit 1 end of the stream. */
export function connectType(flags: number): string {
  if (!isConnectFlag(flags)) return ''
  const type = flags & END_STREAM ? 'end-stream' : 'message'
  return flags & COMPRESSED ? `compressed-${type}` : type
}

export const isConnectFlag = (flags: number): boolean => (flags & ~(COMPRESSED | END_STREAM)) === 0

/** Parses Connect's streamed messages. What ends the stream is JSON in any codec. */
export function createConnectParser(handlers: ParserHandlers, contentType = ''): Parser {
  const isJsonCodec = !essenceOf(contentType).endsWith('+proto')
  const kinds: EnvelopeKinds = {
    typeOf: connectType,
    isKnown: isConnectFlag,
    isLast: flags => (flags & END_STREAM) !== 0,
    isJsonType: flags => (flags & COMPRESSED) === 0 && (isJsonCodec || (flags & END_STREAM) !== 0),
  }
  return createShell(createEnvelopeBody(handlers, kinds))
}
