import { fromBase64 } from '../wire/base64'
import type { BodyText } from './entry'

/**
 * The bytes of a body of which DevTools gives text. What is known of that text (Chromium 156, Firefox ESR 153):
 *
 * - Firefox gives text decoded as UTF-8. Of types that it does not take for text it says that this is base64, and
 *   encodes it so, a byte for each character; what has characters beyond Latin-1 it leaves as it is.
 * - Chrome decodes by the charset of the content type; a byte order mark, which it strips, overrules it.
 * - Without either, Chrome decodes `text/*` as windows-1252, so that UTF-8 comes out as mojibake. Each of the 256 bytes
 *   is a character of its own there: going back loses nothing.
 *
 * The text does not say in which of these ways it came about. So it is taken for windows-1252 where no charset is named,
 * all its characters are of that set, and the bytes that they stand for are UTF-8. Text decoded as UTF-8 that passes
 * this by chance would have to be mojibake itself. A byte order mark, and bytes that were no UTF-8, cannot be had back.
 */
export const bodyBytes = (body: BodyText, contentType: string): Uint8Array => {
  const { text, bytes } = readText(body)
  if (bytes) return bytes
  const single = /;\s*charset=/i.test(contentType) ? null : singleBytes(text)
  return single !== null && isUtf8(single) ? single : new TextEncoder().encode(text)
}

/** What of an unfinished body is sure: a decoder shows a character of which not all bytes have come as U+FFFD. */
export const withoutCutCharacter = (body: BodyText): BodyText => {
  const { text, bytes } = readText(body)
  return bytes ? body : { ...body, encoding: '', text: text.replace(/\uFFFD$/, '') }
}

/** The bytes that base64 stands for, and else the text. The size tells whether it stands for bytes or characters. */
const readText = ({ text, encoding, size }: BodyText): { text: string; bytes: Uint8Array | null } => {
  const bytes = encoding === 'base64' ? base64Bytes(text) : null
  if (bytes === null || size === null || bytes.length === size) return { text, bytes }
  const characters = asUtf8(bytes)
  return { text, bytes: characters.length === size ? characters : bytes }
}

/** Latin-1 to UTF-8. */
const asUtf8 = (latin: Uint8Array): Uint8Array => {
  const bytes = new Uint8Array(latin.length * 2)
  let length = 0
  for (const code of latin) {
    if (code < 0x80) bytes[length++] = code
    else {
      bytes[length++] = 0xc0 | (code >> 6)
      bytes[length++] = 0x80 | (code & 0x3f)
    }
  }
  return bytes.subarray(0, length)
}

const base64Bytes = (text: string): Uint8Array | null => {
  try {
    return fromBase64(text)
  } catch {
    return null
  }
}

/** [spec] Encoding 9.1: what the 32 bytes from 0x80 on are in windows-1252; all others are Latin-1. */
const HIGH = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'
const highBytes = new Map(Array.from(HIGH, (character, index) => [character.charCodeAt(0), 0x80 + index]))

const singleBytes = (text: string): Uint8Array | null => {
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    const isItself = code < 0x80 || (code >= 0xa0 && code <= 0xff)
    const byte = isItself ? code : highBytes.get(code)
    if (byte === undefined) return null
    bytes[index] = byte
  }
  return bytes
}

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
