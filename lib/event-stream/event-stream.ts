import { essenceOf } from './content-type'
import { createEventStreamParser } from './parser'
import { readBlock } from './read-block'
import { decode } from './text'
import type { Format } from './types'

/** Server-sent events: `text/event-stream` (WHATWG HTML 9.2). */
export const eventStream: Format = {
  id: 'event-stream',
  matches: contentType => essenceOf(contentType) === 'text/event-stream',
  looksLike: head => /^(?:\uFEFF)?(?:(?:data|event|id|retry)(?::|\r|\n)|:)/.test(decode(head)),
  createParser: createEventStreamParser,
  readBlock,
}
