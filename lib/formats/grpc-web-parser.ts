import { essenceOf } from '../event-stream/content-type'
import { decodeHead } from '../event-stream/text'
import type { Parser, ParserHandlers } from '../event-stream/types'
import { type Base64Groups, createBase64Groups, isBase64 } from './base64-groups'
import { COMPRESSED, type EnvelopeKinds } from './envelope'
import { createEnvelopeBody, createEnvelopeReader, placeAt } from './envelope-parser'
import { type BodyReader, createShell } from './shell'

const TRAILERS = 0x80

/** [spec] gRPC-web, "Message framing": the highest bit says that the frame holds trailers. */
export function grpcWebType(flags: number): string {
  if (!isGrpcWebFlag(flags)) return ''
  const type = flags & TRAILERS ? 'trailers' : 'message'
  return flags & COMPRESSED ? `compressed-${type}` : type
}

export const isGrpcWebFlag = (flags: number): boolean => (flags & ~(COMPRESSED | TRAILERS)) === 0

export const hasTrailers = (flags: number): boolean => flags === TRAILERS

/** Parses gRPC-web's frames, which `grpc-web-text` encodes in base64. Of unknown types the first byte tells. */
export function createGrpcWebParser(handlers: ParserHandlers, contentType = ''): Parser {
  const essence = essenceOf(contentType)
  const kinds: EnvelopeKinds = {
    typeOf: grpcWebType,
    isKnown: isGrpcWebFlag,
    isLast: flags => (flags & TRAILERS) !== 0,
    isJsonType: flags => flags === 0 && essence.endsWith('+json'),
  }
  const isTextType = /^application\/grpc-web(-text)?/.exec(essence)
  let body: BodyReader | null = null
  const bodyFor = (first: number | undefined): BodyReader => {
    const isText = isTextType ? isTextType[1] !== undefined : isBase64(first)
    return isText ? textBody(handlers, kinds) : createEnvelopeBody(handlers, kinds)
  }
  return createShell({
    consume(bytes, offset) {
      body ??= bodyFor(bytes[0])
      body.consume(bytes, offset)
    },
    lose(offset, length) {
      body ??= createEnvelopeBody(handlers, kinds)
      body.lose(offset, length)
    },
    finish: end => body?.finish(end),
  })
}

/** After missing bytes nothing is decoded any more: how many bytes they stood for depends on their padding. */
function textBody(handlers: ParserHandlers, kinds: EnvelopeKinds): BodyReader {
  const reader = createEnvelopeReader(handlers, kinds)
  const groups: Base64Groups = createBase64Groups({
    onBytes: reader.read,
    onProblem: (offset, bytes) =>
      handlers.onProblem({ code: 'invalid-base64', offset, length: bytes.length, value: decodeHead(bytes) }),
  })
  let isLost = false
  return {
    consume(bytes, offset) {
      if (isLost) reader.read(bytes, placeAt(offset))
      else groups.feed(bytes, offset)
    },
    lose() {
      isLost = true
      reader.loseAll()
    },
    finish(end) {
      const { openStart } = groups
      reader.finish(end)
      if (isLost || openStart < 0) return
      handlers.onProblem({ code: 'invalid-base64', offset: openStart, length: end - openStart, value: '' })
    },
  }
}
