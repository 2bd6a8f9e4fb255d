import { findJsonValues, type JsonValue, replaceJsonValues } from './json-values'
import type { OnRedaction } from './redact-text'
import { STEP_SIZE, type Steps } from './steps'

/** Bodies are what the export is for: only keys that can mean nothing else are masked in them. */
const NAMES = 'access_?token|refresh_?token|id_?token|api_?key|client_?secret|password'
const KEY = new RegExp(`^(?:${NAMES})$`, 'i')
const ANY_KEY = new RegExp(`"(?:${NAMES})\\\\{0,7}"`, 'i')

const ASTERISK = 0x2a
const LINE_FEED = 0x0a

/**
 * A body without credentials. Each byte of a value becomes an asterisk, so that offsets and sizes stay true.
 * Gives back the same array where there is nothing to mask; never writes to it.
 */
export function* maskBytes(bytes: Uint8Array, onRedaction: OnRedaction): Steps<Uint8Array> {
  // One character a byte: quotes, backslashes and line ends are never part of a longer UTF-8 sequence.
  const decoder = new TextDecoder('latin1')
  let masked = bytes
  for (let from = 0; from < bytes.length; ) {
    const to = endOfLine(bytes, from + STEP_SIZE)
    for (const { key, start, end } of secretsIn(decoder.decode(bytes.subarray(from, to)))) {
      onRedaction(key)
      if (masked === bytes) masked = bytes.slice()
      masked.fill(ASTERISK, from + start, from + end)
    }
    from = to
    yield
  }
  return masked
}

/** A key and its value stand on one line. */
const endOfLine = (bytes: Uint8Array, from: number): number => {
  const found = from < bytes.length ? bytes.indexOf(LINE_FEED, from) : -1
  return found < 0 ? bytes.length : found + 1
}

/** Text of a body, masked as `maskBytes` masks the bytes it was read from. */
export const maskText = (text: string): string => {
  const values = secretsIn(text)
  return values.length === 0 ? text : replaceJsonValues(text, values, asterisks)
}

/** The message of an error without what it quotes: the key that tells a credential may be cut off there. */
export const maskQuotation = (message: string): string => maskText(message).replace(/".*"/s, '"…"')

/** Most bodies have none of the keys, and saying so is several times cheaper than looking at every key. */
const secretsIn = (text: string): JsonValue[] =>
  ANY_KEY.test(text) ? findJsonValues(text, key => KEY.test(key)).filter(({ type }) => type === 'string') : []

const asterisks = (value: string): string => '*'.repeat(new TextEncoder().encode(value).length)
