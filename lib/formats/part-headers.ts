import { CARRIAGE_RETURN, LINE_FEED } from '../event-stream/ascii'
import { essenceOf } from '../event-stream/content-type'
import { decode } from '../event-stream/text'
import { TYPE_LIMIT } from '../event-stream/type-names'
import type { Field } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'

const HYPHEN = 0x2d

/** The header lines of a part, up to an empty line or the end. `start` is the offset of the first byte. */
export function partHeaders(head: Uint8Array, start: ByteOffset): Field[] {
  const fields: Field[] = []
  let from = 0
  while (from < head.length) {
    const { end, next } = lineAt(head, from)
    if (end === from) break
    fields.push(headerOf(decode(head.subarray(from, end)), start + from, start + end))
    from = next
  }
  return fields
}

function headerOf(line: string, start: ByteOffset, end: ByteOffset): Field {
  const colon = line.indexOf(':')
  const nameEnd = colon < 0 ? line.length : colon
  return { name: line.slice(0, nameEnd).trim(), value: line.slice(nameEnd + 1).trim(), start, end }
}

/** The end of the line that begins at `from`, without CR and LF, and the beginning of the next. */
export function lineAt(bytes: Uint8Array, from: number): { end: number; next: number } {
  const found = bytes.indexOf(LINE_FEED, from)
  if (found < 0) return { end: bytes.length, next: bytes.length }
  const end = found > from && bytes[found - 1] === CARRIAGE_RETURN ? found - 1 : found
  return { end, next: found + 1 }
}

/** What begins so is no part, but what stands behind the closing delimiter. */
export const beginsWithHyphens = (bytes: Uint8Array): boolean => bytes[0] === HYPHEN && bytes[1] === HYPHEN

/** The essence of the part's content type; '' where it has none. */
export function typeOfPart(headers: readonly Field[]): string {
  const type = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value ?? ''
  return essenceOf(type).slice(0, TYPE_LIMIT)
}

export const isJsonType = (essence: string): boolean => /[/+]json$/.test(essence)
