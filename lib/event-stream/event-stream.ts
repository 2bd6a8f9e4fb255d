import { essenceOf } from './content-type'
import { headText, LOOK_AHEAD } from './look'
import { createEventStreamParser } from './parser'
import { readBlock } from './read-block'
import type { Format } from './types'

/** Server-sent events: `text/event-stream` (WHATWG HTML 9.2). */
export const eventStream: Format = {
  id: 'event-stream',
  matches: contentType => essenceOf(contentType) === 'text/event-stream',
  looksLike,
  createParser: createEventStreamParser,
  readBlock,
}

const FIELD = /^(?:(?:data|event|id|retry)(?::|$)|:)/
/** What a first block has that text by chance has not: `id: 7` may as well be YAML, and `:root{` CSS. */
const TELLING = /^(?:data(?::|$)|retry: ?\d+$|:(?: |$)|:[\w/.-]+$)/
/** A message that fills the head is likely structured; prose may begin with `data:` too. */
const LONG_DATA = /^data: ?["[{<]/

/** Nothing but fields and comments, and a whole block of them, or the beginning of a long one. */
function looksLike(head: Uint8Array): boolean {
  const lines = headText(head).split(/\r\n|\r|\n/)
  const last = lines.pop() ?? ''
  const first = lines.findIndex(line => line !== '')
  const hasField = (line: string) => line === '' || FIELD.test(line)
  if (!lines.every(hasField) || !mayBecomeField(last)) return false
  const end = first < 0 ? -1 : lines.indexOf('', first)
  if (end >= 0) return lines.slice(first, end).some(line => TELLING.test(line))
  if (head.length < LOOK_AHEAD) return false
  return LONG_DATA.test(last) || (first >= 0 && /^data:/.test(last))
}

const mayBecomeField = (line: string): boolean =>
  FIELD.test(line) || ['data', 'event', 'id', 'retry'].some(name => name.startsWith(line))
