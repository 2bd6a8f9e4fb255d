import { findSecrets, hasSecretKey } from './find-secrets'
import { type JsonValue, replaceJsonValues } from './json-values'
import type { OnRedaction } from './redact-text'
import { STEP_SIZE, type Steps } from './steps'

const ASTERISK = 0x2a

/**
 * A body without credentials. Each byte of a value becomes an asterisk, so that offsets and sizes stay true.
 * Gives back the same array where there is nothing to mask; never writes to it.
 */
export function* maskBytes(bytes: Uint8Array, onRedaction: OnRedaction, step = STEP_SIZE): Steps<Uint8Array> {
  let masked = bytes
  for (const secret of findSecrets(latin1Parts(bytes, step))) {
    if (secret === undefined) {
      yield
      continue
    }
    onRedaction(secret.key)
    if (masked === bytes) masked = yield* copyOf(bytes, step)
    masked.fill(ASTERISK, secret.start, secret.end)
  }
  return masked
}

/** One character a byte: quotes, backslashes and line ends are never part of a longer UTF-8 sequence. */
function* latin1Parts(bytes: Uint8Array, step: number): Generator<string> {
  const decoder = new TextDecoder('latin1')
  for (let from = 0; from < bytes.length; from += step)
    yield decoder.decode(bytes.subarray(from, from + step))
}

function* copyOf(bytes: Uint8Array, step: number): Steps<Uint8Array> {
  const copy = new Uint8Array(bytes.length)
  for (let from = 0; from < bytes.length; from += step) {
    copy.set(bytes.subarray(from, from + step), from)
    yield
  }
  return copy
}

/** Text of a body, masked as `maskBytes` masks the bytes it was read from. */
export const maskText = (text: string): string => {
  const values = secretsIn(text)
  return values.length === 0 ? text : replaceJsonValues(text, values, asterisks)
}

/** The message of an error without what it quotes: the key that tells a credential may be cut off there. */
export const maskQuotation = (message: string): string => maskText(message).replace(/".*"/s, '"…"')

const secretsIn = (text: string): JsonValue[] =>
  hasSecretKey(text) ? [...findSecrets([text])].filter(secret => secret !== undefined) : []

const asterisks = (value: string): string => '*'.repeat(new TextEncoder().encode(value).length)
