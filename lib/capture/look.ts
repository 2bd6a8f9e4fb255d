import { charCodeAt, indexOf, parseJson, sliceText, trim } from './natives'
import { skipSpace } from './sniff'

/** So much of a body, in bytes or UTF-16 code units, is enough to tell what it is. */
export const LOOK_LENGTH = 16_384

/**
 * Whether a body begins as a stream of messages does, whatever its type says: an event stream, JSON Lines, a JSON text
 * sequence, or typed parts as the AI SDK's `0:"text"`. Null while more must be seen; `isAll` says that no more will be.
 * No regular expressions here: they would change what the page finds in `RegExp.$1`.
 */
export const looksLikeStream = (head: string, isAll = false): boolean | null => {
  const start = charCodeAt(head, 0) === BYTE_ORDER_MARK ? 1 : 0
  const fields = lookAtFields(head, start)
  const values = lookAtValues(head, skipSpace(head, start))
  if (fields || values) return true
  // A body that is all fields so far has one long event.
  if (isAll) return fields === null && head.length > start
  return fields === null || values === null ? null : false
}

const BYTE_ORDER_MARK = 0xfeff
const RECORD_SEPARATOR = 0x1e
const COLON = 0x3a
const FIELDS = ['data:', 'event:', 'id:', 'retry:', ':'] as const

/** Lines that are fields and comments of an event stream, and then an empty one. */
const lookAtFields = (head: string, start: number): boolean | null => {
  let hasField = false
  for (let from = start; ; ) {
    const end = indexOf(head, '\n', from)
    const line = sliceText(head, from, end < 0 ? head.length : end)
    if (end < 0) return isField(line, line.length) ? null : false
    if (line === '' || line === '\r') {
      if (hasField) return true
    } else if (isField(line, line.length + 1)) hasField = true
    else return false
    from = end + 1
  }
}

/** Whether a field's name stands at the start of the line, or `length` of it where the line may go on. */
const isField = (line: string, length: number): boolean => {
  for (let i = 0; i < FIELDS.length; i++) {
    const name = sliceText(FIELDS[i] ?? '', 0, length)
    if (sliceText(line, 0, name.length) === name) return true
  }
  return false
}

/** A line that is a JSON value, and then the start of another such. A JSON reply has no second one. */
const lookAtValues = (head: string, start: number): boolean | null => {
  const first = charCodeAt(head, start)
  if (first === RECORD_SEPARATOR) return true
  if (head.length < start + 3) return null
  const isPart = charCodeAt(head, start + 1) === COLON && isPartCode(first)
  const from = isPart ? start + 2 : start
  const opener = charCodeAt(head, from)
  if (!isOpener(opener)) return false
  const end = indexOf(head, '\n', from)
  if (end < 0) return null
  if (!isJson(trim(sliceText(head, from, end)), opener)) return false
  if (isPart) return true
  const next = skipSpace(head, end)
  return next < head.length ? isOpener(charCodeAt(head, next)) : null
}

/** What a string, an array or an object begins with. */
const isOpener = (code: number): boolean => code === 0x22 || code === 0x5b || code === 0x7b

const isPartCode = (code: number): boolean => (code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x7a)

/** Most text that is none is told by its last character: nothing is thrown for it. */
const isJson = (line: string, opener: number): boolean => {
  const closer = charCodeAt(line, line.length - 1)
  if (line.length < 2 || closer !== (opener === 0x22 ? opener : opener + 2)) return false
  try {
    parseJson(line)
    return true
  } catch {
    return false
  }
}
