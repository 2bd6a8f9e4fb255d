import type { ByteCount } from '../wire/units'

/** Bytes shown of a message that is no text: all of them are in the body. */
export const HEXADECIMAL_LIMIT: ByteCount = 64 * 1024

const DIGITS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

/** Bytes as in `e2 82 ac`; an ellipsis stands for what is beyond the limit. */
export function hexadecimal(bytes: Uint8Array): string {
  const shown = Array.from(bytes.subarray(0, HEXADECIMAL_LIMIT), byte => DIGITS[byte] ?? '')
  return bytes.length > HEXADECIMAL_LIMIT ? `${shown.join(' ')} …` : shown.join(' ')
}

const BEGINNING: ByteCount = 256

/** Whether bytes are no text: soon there is a control character that text has no use for. */
export function isBinary(bytes: Uint8Array): boolean {
  return bytes.subarray(0, BEGINNING).some(byte => byte < 0x20 && (byte < 0x09 || byte > 0x0d))
}
