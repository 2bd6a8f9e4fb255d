import { decode } from '../event-stream/text'
import type { ByteCount } from '../wire/units'

/** JSON texts up to this long are held and checked with `JSON.parse`; longer ones are taken as they are. */
export const CHECK_LIMIT: ByteCount = 1024 * 1024

/** Whether bytes are one JSON text. */
export function isJson(bytes: Uint8Array): boolean {
  return isJsonText(decode(bytes))
}

export function isJsonText(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
