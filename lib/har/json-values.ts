/** A value after a JSON key: where it stands in the text, without its quotes. */
export interface JsonValue {
  key: string
  start: number
  end: number
  /** `string`: between quotes. `number`: bare. */
  type: 'string' | 'number'
  /** A quote as it is written at this depth, with its backslashes. */
  quote: string
}

// Quotes may be escaped up to three times over, as in JSON inside JSON strings: tool arguments, logs.
// All repetitions that could meet each other are bounded, so that no text makes this quadratic.
const KEY = /(\\{0,7})"([^"\\\r\n]{1,100})\1"[ \t]*:[ \t]*/g

/**
 * String and number values of the wanted keys, in order. Looks at keys one by one instead of parsing, so that
 * cut, concatenated and embedded JSON give their values as well. Key and value stand on one line.
 */
export const findJsonValues = (text: string, isWanted: (key: string) => boolean): JsonValue[] => {
  const found: JsonValue[] = []
  KEY.lastIndex = 0
  for (let match = KEY.exec(text); match !== null; match = KEY.exec(text)) {
    const [, backslashes = '', key = ''] = match
    const value = isWanted(key) ? valueAt(text, KEY.lastIndex, `${backslashes}"`) : null
    if (value === null) continue
    found.push({ key, ...value })
    KEY.lastIndex = value.end
  }
  return found
}

/** Puts `replace(value)` in the place of each value; a string's quotes stay, a number's replacement gets quotes. */
export const replaceJsonValues = (
  text: string,
  values: readonly JsonValue[],
  replace: (value: string) => string,
): string => {
  const parts: string[] = []
  let from = 0
  for (const { start, end, type, quote } of values) {
    const added = type === 'number' ? quote : ''
    parts.push(text.slice(from, start), added, replace(text.slice(start, end)), added)
    from = end
  }
  parts.push(text.slice(from))
  return parts.join('')
}

const valueAt = (text: string, at: number, quote: string): Omit<JsonValue, 'key'> | null => {
  if (!text.startsWith(quote, at)) return numberAt(text, at, quote)
  const start = at + quote.length
  const end = endOfString(text, start, quote.length - 1)
  return end > start ? { start, end, type: 'string', quote } : null
}

const numberAt = (text: string, at: number, quote: string): Omit<JsonValue, 'key'> | null => {
  const [digits] = /^-?\d[\d.eE+-]*/.exec(text.slice(at, at + 40)) ?? []
  return digits === undefined ? null : { start: at, end: at + digits.length, type: 'number', quote }
}

/** Where the closing quote, written with this many backslashes, begins; the end of the line where it is missing. */
const endOfString = (text: string, start: number, escapes: number): number => {
  let backslashes = 0
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (unit === 0x0a || unit === 0x0d) return at
    // Each escaped backslash before the closing quote adds a full set to the quote's own.
    if (unit === 0x22 && backslashes % (2 * (escapes + 1)) === escapes) return at - escapes
    backslashes = unit === 0x5c ? backslashes + 1 : 0
  }
  return text.length
}
