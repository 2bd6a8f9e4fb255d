import type { BlockKind, Parser, ParserHandlers } from '../event-stream/types'
import type { ByteOffset } from '../wire/units'
import { createOpenCharacter } from './open-character'
import { createShell } from './shell'
import { createTextCheck } from './text-check'

/**
 * Parses text that has no borders of its own: a block is what a chunk brought, up to its last whole character. What is
 * left of it begins the next block. Where nobody tells of chunks the whole text is one block. Nothing is held.
 */
export function createPlainTextParser({ onBlock, onProblem }: ParserHandlers): Parser {
  const text = createTextCheck(onProblem)
  const open = createOpenCharacter()
  let blockStart: ByteOffset = -1
  let heldEnd: ByteOffset = 0
  let loss: 'none' | 'in-chunk' | 'at-border' = 'none'
  let isPartial = false

  /** Behind missing bytes: whether the beginning of this chunk, or of its first character, is among them. */
  function beginsInside(first: number): boolean {
    return loss === 'in-chunk' || (first & 0xc0) === 0x80
  }

  function endBlock(kind: BlockKind, end: ByteOffset): void {
    if (blockStart < 0 || end <= blockStart) return
    onBlock({ kind: isPartial ? 'partial' : kind, start: blockStart, end, type: '', setsId: false })
    blockStart = end < heldEnd ? end : -1
    isPartial = false
  }

  return createShell(
    {
      consume(bytes, offset) {
        if (blockStart < 0) blockStart = offset
        if (loss !== 'none') isPartial = beginsInside(bytes[0] ?? 0)
        loss = 'none'
        heldEnd = offset + bytes.length
        text.begin(bytes, offset)
        text.upTo(heldEnd)
        open.pass(bytes)
      },
      lose() {
        isPartial = true
        endBlock('partial', heldEnd)
        isPartial = false
        loss = 'in-chunk'
        open.clear()
        text.resume()
      },
      cut() {
        endBlock('event', heldEnd - open.length)
        if (loss === 'in-chunk') loss = 'at-border'
      },
      finish(end) {
        text.finish()
        endBlock('event', end)
      },
    },
    onProblem,
  )
}
