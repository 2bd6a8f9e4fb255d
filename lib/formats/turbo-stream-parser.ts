import { SPACE } from '../event-stream/ascii'
import { decode } from '../event-stream/text'
import type { BlockKind, Parser, ParserHandlers } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { createPieceBuffer, HEAD_LENGTH } from './piece-buffer'
import { createShell } from './shell'
import { createTagMatch } from './tag-match'
import { createTextCheck } from './text-check'

const LESS_THAN = 0x3c
const GREATER_THAN = 0x3e

/** The `action` attribute's value in a start tag's text. */
export const actionOf = (tag: string): string => /^[^>]*?\saction\s*=\s*["']?([^"'\s>]*)/.exec(tag)?.[1] ?? ''

/**
 * Parses Turbo streams: each outermost `<turbo-stream>` element is an event of its action's type, whatever it holds.
 * Text between elements is a `comment`, unless it is white space. After missing bytes the next end tag is the end of
 * the `partial` block. Of an element only the first bytes of its start tag are held.
 */
export function createTurboStreamParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const text = createTextCheck(onProblem)
  const tags = createTagMatch('turbo-stream')
  const attributes = createPieceBuffer(HEAD_LENGTH)
  let start: ByteOffset = -1
  let depth = 0
  /** Whether the outermost element's start tag goes on. */
  let isInTag = false
  let isPartial = false

  function emit(kind: BlockKind, end: ByteOffset, type = ''): void {
    onBlock({ kind: isPartial ? 'partial' : kind, start, end, type, setsId: false })
    start = -1
    depth = 0
    isInTag = false
    isPartial = false
    attributes.clear()
  }

  /** `from` is the offset of the tag's `<`. */
  function startElement(from: ByteOffset): void {
    if (depth === 0 && !isPartial && start < from) emit('comment', from)
    if (start < 0) start = from
    if (depth++ === 0) isInTag = true
  }

  function endElement(end: ByteOffset): void {
    if (isPartial || depth === 1) emit('event', end, typeOf())
    else if (depth > 1) depth--
  }

  const typeOf = (): string => actionOf(` ${decode(attributes.head())}`)

  function pass(byte: number, offset: ByteOffset): void {
    const event = tags.pass(byte)
    if (start < 0 && byte > SPACE) start = offset
    if (event === 'start') startElement(offset + 1 - tags.length)
    else if (event === 'end') endElement(offset + 1)
  }

  function passTag(bytes: Uint8Array, index: number): void {
    attributes.push(bytes.subarray(index, index + 1))
    if (bytes[index] === GREATER_THAN) isInTag = false
  }

  /** Inside an element only tags are of interest. */
  function next(bytes: Uint8Array, index: number): number {
    if (depth === 0 || tags.isOpen || isInTag) return index
    const found = bytes.indexOf(LESS_THAN, index)
    return found < 0 ? bytes.length : found
  }

  return createShell(
    {
      consume(bytes, offset) {
        text.begin(bytes, offset)
        if (isPartial && start < 0) start = offset
        for (let index = next(bytes, 0); index < bytes.length; index = next(bytes, index + 1)) {
          pass(bytes[index] ?? 0, offset + index)
          if (isInTag) passTag(bytes, index)
        }
        text.upTo(offset + bytes.length)
      },
      lose() {
        text.resume()
        tags.clear()
        isPartial = true
      },
      finish(end) {
        text.finish()
        if (start < 0) return
        const unterminated = { offset: start, length: end - start, value: typeOf() }
        const isText = depth === 0
        const isCertain = !isPartial
        emit(isText ? 'comment' : 'unterminated', end, unterminated.value)
        if (isCertain && !isText) onProblem({ code: 'unterminated-block', ...unterminated })
      },
    },
    onProblem,
  )
}
