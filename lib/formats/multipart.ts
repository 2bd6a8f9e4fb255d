import { CARRIAGE_RETURN, LINE_FEED } from '../event-stream/ascii'
import { essenceOf } from '../event-stream/content-type'
import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { BlockDetail, Format } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { detailOf } from './detail'
import { hexadecimal, isBinary } from './hexadecimal'
import { createMultipartParser } from './multipart-parser'
import { beginsWithHyphens, lineAt, partHeaders, typeOfPart } from './part-headers'

/** `multipart/mixed`, as GraphQL's incremental delivery uses it, and `multipart/x-mixed-replace`. */
export const multipart: Format = {
  id: 'multipart',
  matches: contentType => /^multipart\/(mixed|x-mixed-replace)$/.test(essenceOf(contentType)),
  // Ordinary text may have a line of hyphens, but no header with CR LF behind it.
  looksLike: head => /^(\r\n)*--[^\r\n]{1,70}\r\ncontent-[a-z-]+:/i.test(headText(head)),
  createParser: createMultipartParser,
  readBlock,
}

const HYPHENS = 2

function readBlock(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  // A preamble begins the body, and an epilogue with the hyphens that close it. A part does neither.
  if (start === 0) return textDetail(bytes.subarray(0, contentEnd(bytes, 0)))
  return beginsWithHyphens(bytes) ? textDetail(bytes.subarray(HYPHENS)) : readPart(bytes, start)
}

function textDetail(bytes: Uint8Array): BlockDetail {
  const text = decode(bytes).trim()
  return detailOf(text, { comments: [text] })
}

function readPart(bytes: Uint8Array, start: ByteOffset): BlockDetail {
  const fields = partHeaders(bytes.subarray(0, contentEnd(bytes, 0)), start)
  const from = bodyStart(bytes)
  const body = bytes.subarray(from, Math.max(from, contentEnd(bytes, from)))
  const rest = { type: typeOfPart(fields), fields }
  if (isBinary(body)) {
    return detailOf(hexadecimal(body), { ...rest, encoding: 'hexadecimal' })
  }
  return detailOf(decode(body), rest)
}

/** Behind the first empty line. */
function bodyStart(bytes: Uint8Array): number {
  let from = 0
  while (from < bytes.length) {
    const { end, next } = lineAt(bytes, from)
    if (end === from) return next
    from = next
  }
  return bytes.length
}

/** Where the delimiter begins that ends the block, with the line end that belongs to it. */
function contentEnd(bytes: Uint8Array, from: number): number {
  const feed = bytes.lastIndexOf(LINE_FEED)
  const line = feed + 1
  if (bytes[line] !== 0x2d || bytes[line + 1] !== 0x2d) return bytes.length
  if (feed < from) return line
  return bytes[feed - 1] === CARRIAGE_RETURN ? feed - 1 : feed
}
