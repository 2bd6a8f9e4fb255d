import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { type BlockGist, blockGist, blockSize, type EventRow, eventRow } from './event-row'

/** Makes the row for a block; `above` is the block in the row above, or -1. */
export type EventRows = (index: number, above: number) => EventRow

/** The gist of larger blocks is kept: getting it decodes more than a row shows. */
const LARGE: ByteCount = 4096
const KEPT = 500

export const createEventRows = (stream: Stream): EventRows => {
  const kept = new Map<number, BlockGist>()
  let dropped: ByteCount = 0

  const gistOf = (index: number): BlockGist => {
    const { blocks, bytes } = stream
    if (blockSize(blocks, index) <= LARGE) return blockGist(stream, index)
    if (bytes.length - bytes.held !== dropped || kept.size >= KEPT) kept.clear()
    dropped = bytes.length - bytes.held
    const gist = kept.get(index) ?? blockGist(stream, index)
    kept.set(index, gist)
    return gist
  }
  return (index, above) => eventRow(stream, index, above, gistOf(index))
}
