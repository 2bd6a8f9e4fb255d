import type { Stream } from '../session/types'
import type { ByteCount } from '../wire/units'
import { blockSize, blockText } from './event-row'
import { parse } from './json-path'
import { singleData, singleId } from './single-data'

/** Blocks up to this size are looked through at once, larger ones in pieces of it. */
export const WINDOW: ByteCount = 250_000
/** As much of a block as is read for a regular expression, and at most for JSON. */
export const READ_LIMIT: ByteCount = 1_000_000

/** What can be known of one block at a time, each read when it is first asked for. */
export interface BlockFacts {
  readonly index: number
  readonly isLarge: boolean
  /** The block was not read to its end, though somebody asked for something in it. */
  readonly isCut: boolean
  /** Goes on to another block. */
  moveTo(index: number): void
  /** Null where it is no event. */
  type(): string | null
  /** The last event ID in force; null where its bytes were dropped. */
  id(): string | null
  /** Data, comments or fields; of large blocks their beginning; null where the bytes were dropped. */
  text(): string | null
  /** Whether the text holds this, which is in lower case. Not for large blocks. */
  holds(needle: string): boolean
  /** The text as JSON; undefined where it is none, or may not hold such a member. */
  json(member: string | null): unknown
}

interface Read {
  /** The block's bytes as text; null where they were dropped. */
  source?: string | null
  lowerSource?: string | null
  text?: string | null
  lower?: string | null
  json?: { value: unknown }
}

/** Formats whose data does not stand in their bytes as it is. */
const ENCODED: readonly string[] = ['grpc-web', 'connect']

export const createBlockFacts = (stream: Stream): BlockFacts => {
  const { blocks, bytes } = stream
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const isVerbatim = stream.format !== null && !ENCODED.includes(stream.format)
  let index = -1
  let isLarge = false
  let isCut = false
  let read: Read = {}
  let knownId: { index: number; id: string | null } = { index: -2, id: null }

  const source = () => {
    if (read.source !== undefined) return read.source
    const held = bytes.slice(blocks.start(index), blocks.end(index))
    read.source = held && decoder.decode(held)
    return read.source
  }
  const lowerSource = () => {
    if (read.lowerSource === undefined) read.lowerSource = source()?.toLowerCase() ?? null
    return read.lowerSource
  }
  const isPlain = () => stream.format === 'event-stream' && !isLarge && blocks.kind(index) === 'event'
  const text = () => {
    if (read.text !== undefined) return read.text
    const limit = isLarge ? READ_LIMIT : undefined
    isCut ||= blockSize(blocks, index) > READ_LIMIT
    read.text = isPlain() ? singleData(source() ?? '') : null
    if (read.text !== null) return read.text
    const detail = blocks.read(index, limit)
    read.text = detail && blockText(blocks.kind(index), detail)
    return read.text
  }
  /** An ID stands in the source of the block that sets it; the format of most streams has a field for it. */
  const keepsId = () => !isLarge && stream.format === 'event-stream' && !(source()?.includes('id') ?? true)

  const ownId = () => (isPlain() ? singleId(source() ?? '') : null)

  /** A value stands in the source as it is; only the text made of a block's fields does not. */
  const mayHold = (needle: string) => {
    const kind = blocks.kind(index)
    const isSame = isVerbatim && (kind === 'event' || kind === 'comment') && !needle.includes('\n')
    return lowerSource() !== null && !(isSame && !lowerSource()?.includes(needle))
  }

  return {
    get index() {
      return index
    },
    get isLarge() {
      return isLarge
    },
    get isCut() {
      return isCut
    },
    moveTo(next) {
      if (next === index) return
      index = next
      read = {}
      isCut = false
      isLarge = blockSize(blocks, index) > WINDOW
    },
    type: () => (blocks.kind(index) === 'event' ? blocks.type(index) : null),
    id() {
      if (knownId.index === index) return knownId.id
      const isNext = knownId.index === index - 1 && keepsId()
      knownId = { index, id: isNext ? knownId.id : (ownId() ?? blocks.lastEventId(index)) }
      return knownId.id
    },
    text,
    holds(needle) {
      if (!mayHold(needle)) return false
      if (read.lower === undefined) read.lower = text()?.toLowerCase() ?? null
      return read.lower?.includes(needle) ?? false
    },
    json(member) {
      if (read.json) return read.json.value
      if (blockSize(blocks, index) > READ_LIMIT) {
        isCut = true
        return undefined
      }
      // A name stands in JSON as it is, unless something in there is escaped.
      const body = isLarge || member === null ? null : source()
      if (isVerbatim && body && !body.includes(member ?? '') && !body.includes('\\')) return undefined
      const value = text()
      read.json = { value: value === null || !/^\s*[[{"\d\-tfn]/.test(value) ? undefined : parse(value) }
      return read.json.value
    },
  }
}
