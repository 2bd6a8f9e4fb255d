import { decode } from '../../event-stream/text'
import { lastChunkBy } from '../../session/last-chunk-by'
import type { Stream } from '../../session/types'
import type { Consumer, PageErrorRaised } from '../../wire/records'
import { findParsed, type Parsed, type ParsedKind } from '../parsed-text'
import { createPlaces, cut, type Places } from '../places'
import type { Evidence, Finding, FindingArguments, FindingCode, Rule } from '../types'

const CODES: Readonly<Record<ParsedKind, FindingCode>> = {
  split: 'chunk-parsed-alone',
  joined: 'chunk-parsed-alone',
  done: 'done-parsed',
  empty: 'empty-data-parsed',
  line: 'line-parsed',
  text: 'text-parsed',
}

/** The page has the whole body then, and no borders. */
const WHOLE: readonly Consumer[] = ['text', 'json', 'array-buffer', 'bytes', 'blob', 'xhr-result']
/** A page may come to a chunk when it has read the next ones already. */
const LOOKED_BACK = 3

/** A larger chunk is not searched. */
const LARGEST = 64 * 1024

const LINE_FEED = 0x0a

interface Entry {
  args: FindingArguments
  places: Places
  /** What was parsed, of the first error. */
  text: Evidence
}

/** SyntaxErrors of the page right after a chunk, put down to what of the chunk gives the very same error. */
export const pageErrors: Rule = {
  codes: ['chunk-parsed-alone', 'done-parsed', 'line-parsed', 'empty-data-parsed', 'text-parsed'],
  watch: stream => {
    const entries = new Map<FindingCode, Entry>()
    let examined = 0
    return {
      findings() {
        const { kept } = stream.pageErrors
        for (; examined < kept.length; examined++) {
          const error = kept[examined]
          if (error !== undefined) examine(stream, error, entries)
        }
        return [...entries].map(
          ([code, { args, places, text }]): Finding => ({
            code,
            severity: 'warning',
            args: { ...args, count: places.count },
            evidence: [...places.evidence, text],
          }),
        )
      },
    }
  },
}

const examine = (stream: Stream, error: PageErrorRaised, entries: Map<FindingCode, Entry>) => {
  const found = findCause(stream, error)
  if (found === null) return
  const { chunk, parsed } = found
  const code = CODES[parsed.kind]
  const known = entries.get(code)
  if (known !== undefined) return known.places.add({ kind: 'chunk', index: chunk })
  const places = createPlaces()
  places.add({ kind: 'chunk', index: chunk })
  const offset = stream.chunks.offset(chunk)
  const text: Evidence = { kind: 'bytes', start: offset + parsed.start, end: offset + parsed.end }
  const args = {
    text: cut(parsed.text),
    quoted: cut(error.message),
    chunk: chunk + 1,
    afterTime: error.at - error.chunkAt,
  }
  entries.set(code, { args, places, text })
}

interface Cause {
  chunk: number
  parsed: Parsed
}

const findCause = (stream: Stream, { message, chunkAt }: PageErrorRaised): Cause | null => {
  const { chunks, opened } = stream
  const last = lastChunkBy(chunks, chunkAt)
  // Where DevTools filled in what an EventSource had, its times may be a little later.
  const newest = opened.source === 'event-source' ? Math.min(last + 1, chunks.length - 1) : last
  for (let chunk = newest; chunk >= 0 && chunk > last - LOOKED_BACK; chunk--) {
    const parsed = parsedOf(stream, chunk, message)
    if (parsed !== null) return { chunk, parsed }
  }
  if (!/\bJSON\b/.test(message)) return null
  for (let chunk = last; chunk >= 0 && chunk > last - LOOKED_BACK; chunk--) {
    const parsed = cutOff(stream, chunk, message)
    if (parsed !== null) return { chunk, parsed }
  }
  return null
}

const parsedOf = (stream: Stream, chunk: number, message: string): Parsed | null => {
  const bytes = readChunk(stream, chunk)
  if (bytes === null) return null
  const isEventStream = stream.format === 'event-stream'
  return findParsed({ bytes, isEventStream, ...borders(stream, chunk, bytes) }, message)
}

const readChunk = ({ chunks, bytes }: Stream, chunk: number): Uint8Array | null => {
  if (chunk < 0 || WHOLE.includes(chunks.consumer(chunk))) return null
  const start = chunks.offset(chunk)
  return bytes.slice(start, start + chunks.size(chunk))
}

/** Whether the chunk begins and ends inside a line. What an EventSource hands on is whole. */
const borders = ({ opened, chunks, bytes }: Stream, chunk: number, own: Uint8Array) => {
  if (opened.source === 'event-source') return { startsInside: false, endsInside: false }
  const start = chunks.offset(chunk)
  const before = start === 0 ? LINE_FEED : bytes.slice(start - 1, start)?.[0]
  return { startsInside: before !== LINE_FEED, endsInside: own.at(-1) !== LINE_FEED }
}

/** What of the chunk a border cut, for pages that parse it in a way of their own. */
const cutOff = (stream: Stream, chunk: number, message: string): Parsed | null => {
  const bytes = readChunk(stream, chunk)
  if (bytes === null || bytes.length > LARGEST || !mayBeOf(decode(bytes), message)) return null
  const { startsInside, endsInside } = borders(stream, chunk, bytes)
  if (!startsInside && !endsInside) return null
  return { kind: 'split', text: '', start: 0, end: bytes.length }
}

/** What V8 quotes of the text. A quote at the message's beginning is of `undefined` or an object. */
const QUOTE = /(?:^|, )(?:\.\.\.)?"([\s\S]*)"(?:\.\.\.)? is not valid JSON$/
/** V8 and SpiderMonkey say this of no text at all, and name no other. */
const OF_NOTHING = /^Unexpected end of JSON input$|unexpected end of data at line 1 column 1 /
const POSITION = /\bat position (\d+)/
const LINE_AND_COLUMN = /\bat line (\d+) column (\d+)/

/** Whether what the message tells of the text that was parsed goes with this one. */
const mayBeOf = (text: string, message: string): boolean => {
  const quote = QUOTE.exec(message)?.[1]
  if (quote !== undefined) return quote !== '' && !/^"/.test(message) && text.includes(quote)
  if (OF_NOTHING.test(message)) return false
  const [, line = '1', column = '1'] = LINE_AND_COLUMN.exec(message) ?? []
  const position = Number(POSITION.exec(message)?.[1] ?? 0)
  return (
    position <= text.length && Number(line) <= text.split('\n').length && Number(column) <= text.length + 1
  )
}
