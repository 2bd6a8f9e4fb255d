import type { ByteStore } from '../session/types'
import { toBase64 } from '../wire/base64'
import type { ByteCount, ByteOffset } from '../wire/units'
import { STEP_SIZE, type Steps } from './steps'
import type { BodyPiece } from './types'

/** A stretch of the body that is held, with every byte of it. */
export interface HeldStretch {
  start: ByteOffset
  bytes: Uint8Array
}

/** What is left of a body, ready to be written. */
export interface ExportBody {
  /** Bytes the page read, held or not. */
  readonly size: ByteCount
  /** Held bytes decoded as UTF-8; without a byte order mark, as the page's decoder gives them. */
  readonly text: string
  /** The held bytes themselves; null where `text` encodes to exactly them. */
  readonly pieces: BodyPiece[] | null
  /** Text of [start, end); null where any of it was dropped. */
  textAt(start: ByteOffset, end: ByteOffset): string | null
  holds(start: ByteOffset, end: ByteOffset): boolean
}

/** The stretches between the holes, in order, as they are at the first step. */
export function* heldStretches(store: ByteStore): Steps<HeldStretch[]> {
  const stretches: HeldStretch[] = []
  for (const { start, pieces } of heldPieces(store)) stretches.push({ start, bytes: yield* join(pieces) })
  return stretches
}

/** The same in the pieces that they are stored in. */
const heldPieces = (store: ByteStore): { start: ByteOffset; pieces: Uint8Array[] }[] => {
  const ends = [...store.holes().map(({ start }) => start), store.length]
  const starts = [0, ...store.holes().map(({ end }) => end)]
  return starts.flatMap((start, index) => {
    const pieces = piecesOf(store, start, ends[index] ?? start)
    return pieces.length > 0 ? [{ start, pieces }] : []
  })
}

const piecesOf = (store: ByteStore, start: ByteOffset, end: ByteOffset): Uint8Array[] => {
  const pieces: Uint8Array[] = []
  let piece: Uint8Array | null = null
  for (let at = start; at < end; at += piece.length) {
    piece = store.together(at)
    if (piece === null) return []
    pieces.push(piece)
  }
  return pieces
}

function* join(pieces: readonly Uint8Array[]): Steps<Uint8Array> {
  const [first] = pieces
  if (first && pieces.length === 1) return first
  const joined = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  let copied = 0
  for (const piece of pieces) {
    joined.set(piece, at)
    at += piece.length
    if (at - copied < STEP_SIZE) continue
    copied = at
    yield
  }
  return joined
}

/** Decodes a body for writing; `stretches` may be masked copies of the store's bytes. */
export function* createExportBody(size: ByteCount, stretches: readonly HeldStretch[]): Steps<ExportBody> {
  const find = createFinder(stretches)
  const isWhole = size === 0 || (stretches.length === 1 && stretches[0]?.bytes.length === size)
  const texts: string[] = []
  let isExact = isWhole
  for (const { bytes } of stretches) {
    const decoded = yield* decode(bytes)
    texts.push(decoded.text)
    isExact &&= decoded.isExact
  }
  return {
    size,
    text: texts.join(''),
    pieces: isExact ? null : stretches.map(toPiece),
    textAt: (start, end) => {
      const stretch = find(start, end)
      return stretch && decodeInside(stretch.bytes.subarray(start - stretch.start, end - stretch.start))
    },
    holds: (start, end) => find(start, end) !== null,
  }
}

const toPiece = ({ start, bytes }: HeldStretch): BodyPiece => ({ start, base64: toBase64(bytes) })

const decodeInside = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** The text, and whether encoding it gives the same bytes back. */
function* decode(bytes: Uint8Array): Steps<{ text: string; isExact: boolean }> {
  const decoder = new TextDecoder()
  const isValid = createValidity()
  const parts: string[] = []
  let isExact = !(bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
  for (let from = 0; from < bytes.length; from += STEP_SIZE) {
    const part = bytes.subarray(from, from + STEP_SIZE)
    const isLast = from + STEP_SIZE >= bytes.length
    parts.push(decoder.decode(part, { stream: !isLast }))
    isExact &&= isValid(part, isLast)
    yield
  }
  return { text: parts.join(''), isExact }
}

/** Asked for one part after the other, whether all that came is UTF-8. */
const createValidity = () => {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  return (part: Uint8Array, isLast: boolean): boolean => {
    try {
      decoder.decode(part, { stream: !isLast })
      return true
    } catch {
      return false
    }
  }
}

/** Finds the stretch with all of [start, end) in it, by halving. */
const createFinder =
  (stretches: readonly HeldStretch[]) =>
  (start: ByteOffset, end: ByteOffset): HeldStretch | null => {
    let low = 0
    let high = stretches.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((stretches[middle]?.start ?? Number.POSITIVE_INFINITY) <= start) low = middle + 1
      else high = middle
    }
    const stretch = stretches[low - 1]
    return stretch && end <= stretch.start + stretch.bytes.length ? stretch : null
  }
