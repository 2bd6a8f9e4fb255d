import { RUN_BYTES } from '../wire/limits'
import type { StreamId } from '../wire/units'
import { LOOK_LENGTH, looksLikeStream } from './look'
import { copyOf, createList, lengthOf, uncurry, viewOf } from './natives'
import type { Outbox } from './outbox'

/** The outbox of one body that does not call itself a stream and that the page reads as one. */
export interface Hold extends Outbox {
  isUndecided(): boolean
}

export interface HoldOptions {
  outbox: Outbox
  nextId: () => StreamId
  /** Plain text that comes in more than one piece is a stream: nothing tells tokens from other text. */
  isPlainText: boolean
  onForget: () => void
}

const decode = uncurry(TextDecoder.prototype.decode)
const decoder = new TextDecoder()

/**
 * Keeps what would be recorded until the first pieces decide. Then it is handed on with the times it has, under an id
 * that is given only now: ids count up in the order in which streams are told. Or it is forgotten.
 */
export const createHold = ({ outbox, nextId, isPlainText, onForget }: HoldOptions): Hold => {
  let isStream: boolean | null = null
  let id: StreamId = 0
  let held = createList<() => void>()
  let head = ''
  let pieces = 0
  let size = 0

  const pass = (emit: () => void) => {
    if (isStream) emit()
    else if (isStream === null) held[held.length] = emit
  }

  const decide = (verdict: boolean) => {
    isStream = false
    const emits = held
    held = createList()
    head = ''
    if (!verdict) return onForget()
    id = nextId()
    isStream = true
    for (let i = 0; i < emits.length; i++) emits[i]?.()
  }

  const look = (bytes: Uint8Array) => {
    const length = lengthOf(bytes)
    if (length === 0) return
    pieces++
    size += length
    if (head.length < LOOK_LENGTH)
      head += decode(decoder, length > LOOK_LENGTH ? viewOf(bytes, 0, LOOK_LENGTH) : bytes)
    const verdict = looksLikeStream(head, size >= LOOK_LENGTH)
    if (verdict) decide(true)
    else if (isPlainText || head[0] === '[') {
      if (pieces > 1) decide(true)
      else if (size > RUN_BYTES) decide(false)
    } else if (verdict === false) decide(false)
  }

  return {
    isUndecided: () => isStream === null,
    add: record => pass(() => outbox.add({ ...record, streamId: id })),
    addChunk: (_id, consumer, at, bytes, length) => {
      if (isStream) return outbox.addChunk(id, consumer, at, bytes, length)
      if (isStream === false) return
      const copy = copyOf(bytes)
      pass(() => outbox.addChunk(id, consumer, at, copy, length))
      look(copy)
    },
    flush: outbox.flush,
  }
}
