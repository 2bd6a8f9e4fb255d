import { bytesOf } from './parsing'

export interface Dispatched {
  type: string
  data: string
  lastEventId: string
}

/** Where eventsource-parser and we mean to differ, with a body that shows it. */
export interface Difference {
  reason: string
  applies(body: Uint8Array): boolean
  example: Uint8Array
  ours: readonly Dispatched[]
  theirs: readonly Dispatched[]
}

const startsWith = (prefix: Uint8Array) => (body: Uint8Array) =>
  prefix.every((byte, index) => body[index] === byte)

const message: Dispatched = { type: 'message', data: 'a', lastEventId: '' }
const TWO_MARKS = bytesOf('\uFEFF\uFEFF')
const LATIN_MARK = bytesOf('\u00EF\u00BB\u00BF')
const MARK_AND_LATIN_MARK = bytesOf('\uFEFF\u00EF\u00BB\u00BF')

export const differences: readonly Difference[] = [
  {
    reason:
      'UTF-8 decode strips one byte order mark; eventsource-parser strips another behind the TextDecoder',
    applies: startsWith(TWO_MARKS),
    example: bytesOf(TWO_MARKS, 'data: a\n\n'),
    ours: [],
    theirs: [message],
  },
  {
    reason: 'the bytes of a mark read as Latin-1 are three characters of a field name to the specification',
    applies: body => startsWith(LATIN_MARK)(body) || startsWith(MARK_AND_LATIN_MARK)(body),
    example: bytesOf(LATIN_MARK, 'data: a\n\n'),
    ours: [],
    theirs: [message],
  },
]
