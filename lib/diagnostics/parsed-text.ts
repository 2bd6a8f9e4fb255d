import { decode } from '../event-stream/text'
import { PAGE_ERROR_LENGTH } from '../wire/limits'

/**
 * What a page gave to `JSON.parse`. `split`: a line or event that a chunk border cut. `joined`: a chunk with more than
 * one value. `done`: the marker `[DONE]`. `empty`: data that are empty. `line`: a line that is no data, or is not yet
 * taken apart. `text`: data that are no JSON.
 */
export type ParsedKind = 'split' | 'joined' | 'done' | 'empty' | 'line' | 'text'

export interface Parsed {
  kind: ParsedKind
  text: string
  /** Where in the chunk. */
  start: number
  end: number
}

export interface ParsedChunk {
  bytes: Uint8Array
  /** Lines may have names of fields in front. */
  isEventStream: boolean
  /** What came before ended inside a line. */
  startsInside: boolean
  endsInside: boolean
}

interface Line {
  text: string
  start: number
  end: number
  isCut: boolean
}

const LINE_FEED = 0x0a
const LARGEST = 64 * 1024
const MOST_LINES = 500
const NAME = /^data: ?/

/**
 * What of a chunk gives the very message when it is parsed, told by parsing it: JSON.parse of one browser says the same
 * of the same text. Null where nothing does.
 */
export const findParsed = (chunk: ParsedChunk, message: string): Parsed | null => {
  const { bytes, isEventStream } = chunk
  if (bytes.length > LARGEST) return null
  const isIt = (texts: Iterable<string>) => some(texts, text => messageOf(text) === message)
  const lines = linesOf(chunk)
  for (const line of lines) {
    if (line.isCut) {
      if (isIt(variants(line.text))) return { ...line, kind: 'split' }
    } else if (!isEventStream) {
      if (isIt(variants(line.text))) return { ...line, kind: kindOf(line.text) }
    } else if (NAME.test(line.text)) {
      const value = line.text.replace(NAME, '')
      if (isIt([value, value.trim(), line.text.slice(5)]))
        return { ...line, text: value, kind: kindOf(value) }
    }
  }
  const whole = decode(bytes)
  // Without the name in front, as pages do that take a chunk for an event.
  const bare = isEventStream ? whole.replace(NAME, '') : whole
  const isJoined = !isEventStream || bare !== whole
  if (isJoined && isIt([bare])) return { kind: 'joined', text: bare, start: 0, end: bytes.length }
  if (!isEventStream) return null
  for (const line of lines)
    if (line.text.trim() !== '' && isIt(variants(line.text))) return { ...line, kind: 'line' }
  return isIt([whole]) ? { kind: 'line', text: whole, start: 0, end: bytes.length } : null
}

const some = (texts: Iterable<string>, test: (text: string) => boolean): boolean => {
  for (const text of new Set(texts)) if (test(text)) return true
  return false
}

/** What the browser says of a text that is no JSON; null where it is. */
const messageOf = (text: string): string | null => {
  try {
    JSON.parse(text)
    return null
  } catch (error) {
    return error instanceof SyntaxError ? error.message.slice(0, PAGE_ERROR_LENGTH) : null
  }
}

/** Ways in which pages take the name of a field away, or do not. */
const variants = (text: string): string[] => [
  text.replace(NAME, ''),
  text,
  text.trim(),
  text.slice(6),
  text.slice(5),
]

const kindOf = (value: string): ParsedKind => {
  const text = value.trim()
  if (text === '') return 'empty'
  return /^"?\[?done\]?"?$/i.test(text) ? 'done' : 'text'
}

const linesOf = ({ bytes, startsInside, endsInside }: ParsedChunk): Line[] => {
  const lines: Line[] = []
  for (let start = 0; start < bytes.length && lines.length < MOST_LINES; ) {
    const found = bytes.indexOf(LINE_FEED, start)
    const end = found < 0 ? bytes.length : found
    const isCut = (found < 0 && endsInside) || (start === 0 && startsInside)
    const text = decode(bytes.subarray(start, end)).replace(/\r$/, '')
    lines.push({ text, start, end, isCut })
    start = end + 1
  }
  return lines
}
