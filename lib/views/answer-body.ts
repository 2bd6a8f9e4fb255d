import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { type JsonNode, parseJson } from './json-node'

/** A body that is no stream of events, to be looked at as what it is. */
export type AnswerBody =
  | { kind: 'json'; text: string; json: JsonNode }
  /** `cut`: the bytes the text was read from, where there are more; else null. */
  | { kind: 'text'; text: string; cut: ByteCount | null; size: ByteCount }
  | { kind: 'binary' | 'lost' }

/** More is under Raw. */
const LIMIT: ByteCount = 1_000_000

const decoder = new TextDecoder()

export const answerBody = ({ bytes }: Stream): AnswerBody => {
  const size = bytes.length
  const cut = size > LIMIT ? LIMIT : null
  const head = bytes.slice(0, cut ?? size)
  if (head === null) return { kind: 'lost' }
  // Text has no zero byte, and what is no text nearly always has one.
  if (head.includes(0)) return { kind: 'binary' }
  const text = decoder.decode(head)
  const json = cut === null ? parseJson(text) : null
  return json
    ? { kind: 'json', text, json }
    : { kind: 'text', text: cut ? text.replace(/\ufffd$/, '') : text, cut, size }
}
