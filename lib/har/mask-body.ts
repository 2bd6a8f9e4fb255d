import { findJsonValues, type JsonValue, replaceJsonValues } from './json-values'
import type { OnRedaction } from './redact-text'

/** Bodies are what the export is for: only keys that can mean nothing else are masked in them. */
const NAMES = 'access_?token|refresh_?token|id_?token|api_?key|client_?secret|password'
const KEY = new RegExp(`^(?:${NAMES})$`, 'i')
const ANY_KEY = new RegExp(`"(?:${NAMES})\\\\{0,7}"`, 'i')

const ASTERISK = 0x2a

/**
 * A body without credentials. Each byte of a value becomes an asterisk, so that offsets and sizes stay true.
 * Gives back the same array where there is nothing to mask; never writes to it.
 */
export const maskBytes = (bytes: Uint8Array, onRedaction: OnRedaction): Uint8Array => {
  // One character a byte: quotes, backslashes and line ends are never part of a longer UTF-8 sequence.
  const values = secretsIn(new TextDecoder('latin1').decode(bytes))
  if (values.length === 0) return bytes
  const masked = bytes.slice()
  for (const { key, start, end } of values) {
    onRedaction(key)
    masked.fill(ASTERISK, start, end)
  }
  return masked
}

/** Text of a body, masked as `maskBytes` masks the bytes it was read from. */
export const maskText = (text: string): string => {
  const values = secretsIn(text)
  return values.length === 0 ? text : replaceJsonValues(text, values, asterisks)
}

/** Most bodies have none of the keys, and saying so is several times cheaper than looking at every key. */
const secretsIn = (text: string): JsonValue[] =>
  ANY_KEY.test(text) ? findJsonValues(text, key => KEY.test(key)).filter(({ type }) => type === 'string') : []

const asterisks = (value: string): string => '*'.repeat(new TextEncoder().encode(value).length)
