import { essenceOf } from '../event-stream/content-type'
import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import { detailOf } from './detail'
import { actionOf, createTurboStreamParser } from './turbo-stream-parser'

const START = /^<turbo-stream(?=[\t\n\f\r />])/i

/** Hotwire Turbo's `text/vnd.turbo-stream.html`: elements that say what to change in the page. */
export const turboStream: Format = {
  id: 'turbo-stream',
  matches: contentType => essenceOf(contentType) === 'text/vnd.turbo-stream.html',
  looksLike: head => START.test(headText(head).trimStart()),
  createParser: createTurboStreamParser,
  readBlock,
}

function readBlock(bytes: Uint8Array): BlockDetail {
  const html = decode(bytes).trim()
  const isElement = START.test(html)
  return isElement ? detailOf(html, { type: actionOf(html) }) : detailOf(html, { comments: [html] })
}
