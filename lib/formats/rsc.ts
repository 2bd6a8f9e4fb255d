import { essenceOf } from '../event-stream/content-type'
import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { detailOf } from './detail'
import { hexadecimal } from './hexadecimal'
import { createRscParser } from './rsc-parser'
import { isSized, MODEL, rowLine, TEXT_TAG } from './rsc-rows'

/** React Server Components, `text/x-component`. A row's ID is the event's, its tag the type. */
export const rsc: Format = {
  id: 'rsc',
  matches: contentType => essenceOf(contentType) === 'text/x-component',
  looksLike: head => FIRST_ROW.test(headText(head)),
  createParser: createRscParser,
  readBlock,
}

/**
 * The rows a stream begins with: a symbol or reference, a module, a hint, a time. A model of plain JSON could as well be
 * something else.
 */
const FIRST_ROW = /^[0-9a-f]*:(?:I\[|H[A-Z](?:\[|")|N\d+\.\d|"\$Sreact\.|(?:\{"[a-zA-Z]":|\[)"\$)/

/** `4f:T1b,` as text. */
const SIZED_HEAD = /^([0-9a-f]*):([A-Za-z])([0-9a-f]+),/
const LONGEST_HEAD = 64

function readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  const head = decode(bytes.subarray(0, LONGEST_HEAD))
  const [sized, id = '', tag = '', length = ''] = SIZED_HEAD.exec(head) ?? []
  if (sized === undefined || !isSized(tag.charCodeAt(0))) return readLine(decode(bytes).replace(/\r?\n$/, ''))
  const content = bytes.subarray(sized.length)
  const field = {
    name: 'length',
    value: String(Number.parseInt(length, 16)),
    start: start + sized.length - length.length - 1,
    end: start + sized.length - 1,
  }
  const rest = { type: tag, id, fields: [field] }
  if (tag === TEXT_TAG) return detailOf(decode(content), rest)
  return detailOf(hexadecimal(content), { ...rest, encoding: 'hexadecimal' })
}

function readLine(line: string): BlockDetail {
  const [prefix = '', id = null] = /^([0-9a-f]*):/.exec(line) ?? []
  if (id === null) return detailOf(line)
  const { tag, json } = rowLine(line.slice(prefix.length))
  return detailOf(json, { type: tag || MODEL, id })
}
