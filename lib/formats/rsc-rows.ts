/**
 * The rows of React's Flight protocol: an ID in hexadecimal, a colon, a tag, and JSON up to LF, or, with the tags of
 * text and binary data, a length in hexadecimal, a comma and so many bytes with nothing behind them.
 */
export const COLON = 0x3a
export const COMMA = 0x2c

const codes = (letters: string): ReadonlySet<number> =>
  new Set([...letters].map(letter => letter.charCodeAt(0)))

export const TEXT_TAG = 'T'
/** Text, buffers and typed arrays; `b` are the pieces of a byte stream. */
const SIZED = codes('TAOobUSsLlGgMmV')
/** The start of streams and iterators has lower-case tags too. */
const LOWER = codes('rx#')
/** Rows whose line is JSON. Others are empty, or of a kind that only newer versions know. */
const JSON_TAGS = new Set(['', 'I', 'E', 'D', 'J', 'W', 'C'])

export const isSized = (byte: number): boolean => SIZED.has(byte)

export const isTag = (byte: number): boolean =>
  SIZED.has(byte) || LOWER.has(byte) || (byte > 0x40 && byte < 0x5b)

export const isHexadecimal = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x61 && byte <= 0x66)

/** A row of no tag is a model: what a component rendered to. */
export const MODEL = 'model'
export const HINT = 'H'

export interface RowLine {
  tag: string
  json: string
}

/** What stands behind the colon in a line. A hint has a second letter, its code. */
export function rowLine(text: string): RowLine {
  const tag = text !== '' && isTag(text.charCodeAt(0)) ? text.slice(0, text[0] === HINT ? 2 : 1) : ''
  return { tag, json: text.slice(tag.length) }
}

/** Whether a row must be JSON. */
export const wantsJson = ({ tag, json }: RowLine): boolean =>
  json !== '' && (JSON_TAGS.has(tag) || tag.startsWith(HINT))
