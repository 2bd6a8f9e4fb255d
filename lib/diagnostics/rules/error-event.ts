import type { PartView } from '../../protocols/message-types'
import { dataAtOf } from '../../session/event-places'
import type { Stream } from '../../session/types'
import { endMarks } from '../end-marks'
import { asciiOf } from '../lines'
import { createPlaces, cut } from '../places'
import type { BlockFacts, Finding, Rule } from '../types'

/** Types of events that mean failure in home-made streams, GraphQL over SSE, tRPC, LangGraph and Anthropic's API. */
const TYPES = ['error', 'serialized-error', 'response.failed', 'conversation.chat.failed']

/**
 * Where the known protocols put an error into a message: OpenAI and its likes, Anthropic, Gemini, Ollama, Connect;
 * vLLM; AI SDK; AG-UI; GraphQL; Dify; Kubernetes; JSON-RPC. An `error` key anywhere else is data.
 */
const BEGINNINGS = [
  /^\{\s*"error"\s*:\s*(?:\{|"[^"])/,
  /^\{\s*"object"\s*:\s*"error"/,
  /^\{\s*"type"\s*:\s*"(?:error|RUN_ERROR|response\.failed)"/,
  /^\{\s*"errors"\s*:\s*\[\s*\{/,
  /^\{\s*"data"\s*:\s*null\s*,\s*"errors"\s*:\s*\[\s*\{/,
  /^\{\s*"event"\s*:\s*"error"/,
  /^\{\s*"type"\s*:\s*"ERROR"\s*,\s*"object"\s*:/,
  /^\{\s*"jsonrpc"\s*:\s*"2\.0"\s*,\s*(?:"id"\s*:\s*(?:"[^"]*"|\d+|null)\s*,\s*)?"error"\s*:\s*\{/,
]
/** Formats whose messages are JSON, or begin with a letter that tells. */
const LINES = ['json-lines', 'json-seq', 'json-array', 'connect', 'ai-data-stream']
const LOOKED_AT = 96
/** Before a message of such a format: the head of an envelope, a separator, the numbers of tRPC. */
const PREFIX = 16
const OPENING_BRACE = 0x7b
const QUOTE = 0x22
/** Of the keys above; 1 where a byte is one. */
const FIRST_LETTERS = new Uint8Array(256)
for (const letter of 'eotdj') FIRST_LETTERS[letter.charCodeAt(0)] = 1
const DIGIT_3 = 0x33
const COLON = 0x3a

/** The stream says itself that something failed, under whatever status. */
export const errorEvent: Rule = {
  codes: ['error-in-stream'],
  watch: (stream, surroundings) => {
    let ofMessage: readonly PartView[] = []
    const places = createPlaces()
    let first = -1
    const note = (index: number) => {
      if (first < 0) first = index
      places.add({ kind: 'event', index })
    }
    const says = ({ lines, start, end }: BlockFacts): boolean => {
      if (lines !== null) {
        const { bytes, dataFrom, dataTo } = lines
        return dataFrom >= 0 && saysError(bytes, dataFrom, dataTo)
      }
      if (!LINES.includes(stream.format ?? '')) return false
      const bytes = stream.bytes.slice(start, Math.min(end, start + LOOKED_AT))
      if (bytes === null) return false
      const brace = bytes.subarray(0, PREFIX).indexOf(OPENING_BRACE)
      if (stream.format === 'ai-data-stream') return bytes[0] === DIGIT_3 && bytes[1] === COLON
      return brace >= 0 && saysError(bytes, brace, bytes.length)
    }
    return {
      block(facts) {
        if (facts.kind === 'event' && (TYPES.includes(facts.type) || says(facts))) note(facts.index)
      },
      stretch({ length, index, starts, ends, places, types, typeOf, bytes, base }) {
        let type = -1
        let isErrorType = false
        for (let at = 0; at < length; at++) {
          // Events of one type come in a row.
          if (types[at] !== type) {
            type = types[at] ?? -1
            isErrorType = TYPES.includes(typeOf(index + at))
          }
          const from = (starts[at] ?? 0) - base + dataAtOf(places[at] ?? 0)
          if (isErrorType || (mayBeError(bytes, from) && isErrorIn(bytes, from, (ends[at] ?? 0) - base)))
            note(index + at)
        }
      },
      findings() {
        const errors = surroundings.message(stream)?.parts.filter(isReported)
        if (errors !== undefined) ofMessage = errors
        const [told] = ofMessage
        if (first < 0) return told === undefined ? [] : [ofParts(ofMessage, told)]
        const data = stream.blocks.read(first, 4096)?.data ?? ''
        const isCertain = told !== undefined || !isMereName(stream, first, data) || endMarks(stream) !== null
        return [
          {
            code: 'error-in-stream',
            severity: isCertain ? 'error' : 'warning',
            args: { count: places.count, text: cut(data) },
            evidence: places.evidence,
          },
        ]
      },
    }
  },
}

const isReported = ({ kind, firstBlock }: PartView): boolean => kind === 'error' && firstBlock >= 0

/** Errors deeper in the events of a known protocol. */
const ofParts = (parts: readonly PartView[], { text, name }: PartView): Finding => ({
  code: 'error-in-stream',
  severity: 'error',
  args: { count: parts.length, text: cut(text || name) },
  evidence: parts.slice(0, 5).map(({ firstBlock }) => ({ kind: 'event', index: firstBlock })),
})

/** Nothing but the word: a stream of log lines has such events too. */
const isMereName = ({ blocks }: Stream, index: number, data: string): boolean => {
  const type = blocks.type(index)
  if (type !== 'error' && TYPES.includes(type)) return false
  if (/^\{\s*"type"\s*:\s*"error"/.test(data)) return !/^[^}]*"(?:error|errorText)"\s*:\s*[{"]/.test(data)
  return type === 'error' && !isError(data.slice(0, LOOKED_AT))
}

const saysError = (bytes: Uint8Array, from: number, to: number): boolean =>
  mayBeError(bytes, from) && isErrorIn(bytes, from, to)

const isErrorIn = (bytes: Uint8Array, from: number, to: number): boolean =>
  isError(asciiOf(bytes, from, to, LOOKED_AT))

/** Next to no event gets further than this. */
const mayBeError = (bytes: Uint8Array, from: number): boolean =>
  bytes[from] === OPENING_BRACE && (bytes[from + 1] !== QUOTE || FIRST_LETTERS[bytes[from + 2] ?? 0] === 1)

const isError = (text: string): boolean => BEGINNINGS.some(beginning => beginning.test(text))
