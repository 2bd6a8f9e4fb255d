import type { Stream, StreamKey, StreamState } from '../session/types'
import type { Consumer, HeaderList, RequestBody } from '../wire/records'
import type { EpochMilliseconds } from '../wire/units'
import { type JsonNode, parseJson } from './json-node'
import { parseUrl } from './url'

/** The request's body as far as it was captured. */
export type Payload =
  | { kind: 'none' }
  | { kind: 'json'; text: string; json: JsonNode }
  | { kind: 'form'; fields: HeaderList; text: string }
  /** `missing`: UTF-16 code units that the capture limit cut off. */
  | { kind: 'text'; text: string; missing: number }
  | { kind: 'form-data'; names: readonly string[] }
  | { kind: 'not-captured'; type: string; size: number | null }

export const payloadOf = (body: RequestBody, headers: HeaderList): Payload => {
  if (body.kind !== 'text') return body
  const { text } = body
  const missing = body.length - text.length
  if (missing > 0) return { kind: 'text', text, missing }
  const json = parseJson(text)
  if (json) return { kind: 'json', text, json }
  return isForm(headers)
    ? { kind: 'form', fields: [...new URLSearchParams(text)], text }
    : { kind: 'text', text, missing }
}

const isForm = (headers: HeaderList) =>
  headers.some(
    ([name, value]) =>
      name.toLowerCase() === 'content-type' && /^application\/x-www-form-urlencoded\b/i.test(value.trim()),
  )

/** The query's parameters, decoded, in order. */
export const queryOf = (url: string): HeaderList => [...(parseUrl(url)?.searchParams ?? [])]

/** Header fields that are listed and were not seen. HTTP/2's pseudo-header fields say what stands elsewhere. */
export const unseenHeaders = (listed: HeaderList, seen: HeaderList): HeaderList => {
  const known = new Set(seen.map(fieldLine))
  return listed.filter(header => !header[0].startsWith(':') && !known.has(fieldLine(header)))
}

const fieldLine = ([name, value]: HeaderList[number]): string => `${name.toLowerCase()}: ${value}`

/** A connection of an `EventSource`'s chain. */
export interface ConnectionRow {
  key: StreamKey
  number: number
  state: StreamState
  at: EpochMilliseconds
  /** The last event ID in force when it connected; '' where there was none, and nothing was sent. */
  lastEventId: string
  events: number
}

/** The connections of a chain, first to last. */
export interface ConnectionChain {
  /** How many came before those listed. */
  omitted: number
  /** The first one follows another that was cleared. */
  isCut: boolean
  rows: ConnectionRow[]
}

/** An `EventSource` that lives long reconnects for ever. */
const CHAIN_LIMIT = 100

export const connectionChain = (chain: readonly Stream[]): ConnectionChain => {
  const omitted = Math.max(0, chain.length - CHAIN_LIMIT)
  return { omitted, isCut: chain[0]?.follows != null, rows: chain.slice(omitted).map(connectionRow) }
}

const connectionRow = ({ key, number, state, opened, eventCount }: Stream): ConnectionRow => ({
  key,
  number,
  state,
  at: opened.at,
  lastEventId: opened.lastEventId ?? '',
  events: eventCount,
})

/** A call of the page that read the body in one go. */
export interface WholeBodyCall {
  /** As it is written in code: `text()`. */
  name: string
  /** The call gave text, so the bytes are an encoding of it. */
  reencoded: boolean
}

const WHOLE_BODY_CALLS = new Map<Consumer, WholeBodyCall>([
  ['text', { name: 'text()', reencoded: true }],
  ['json', { name: 'json()', reencoded: true }],
  ['array-buffer', { name: 'arrayBuffer()', reencoded: false }],
  ['bytes', { name: 'bytes()', reencoded: false }],
  ['blob', { name: 'blob()', reencoded: false }],
])

/** The call that read the body in one go; null where the page read it piece by piece. */
export const wholeBodyCall = ({ chunks }: Stream): WholeBodyCall | null =>
  (chunks.length > 0 && WHOLE_BODY_CALLS.get(chunks.consumer(0))) || null
