import type { ByteStore } from '../session/types'
import { toBase64 } from '../wire/base64'
import type { ByteCount, ByteOffset } from '../wire/units'
import type { Making, Pausing } from './lists'
import { STEP_SIZE, type Steps } from './steps'
import type { BodyPiece } from './types'

/** A stretch of the body that is held, with every byte of it. */
export interface HeldStretch {
  start: ByteOffset
  bytes: Uint8Array
}

/** What is left of a body, ready to be written. */
export interface ExportBody<Text = unknown> {
  /** Bytes the page read, held or not. */
  readonly size: ByteCount
  /** Held bytes decoded as UTF-8; without a byte order mark, as the page's decoder gives them. */
  readonly text: Text
  /** The held bytes themselves; null where `text` encodes to exactly them. */
  readonly pieces: BodyPiece<Text>[] | null
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
    for (const part of partsOf(piece, STEP_SIZE)) {
      joined.set(part, at)
      at += part.length
      if (at - copied < STEP_SIZE) continue
      copied = at
      yield
    }
  }
  return joined
}

function* partsOf(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size)
}

/** Decodes a body for writing; `stretches` may be masked copies of the store's bytes. */
export function* createExportBody<Text>(
  size: ByteCount,
  stretches: readonly HeldStretch[],
  making: Pick<Making<Text>, 'text'>,
  step = STEP_SIZE,
): Steps<ExportBody<Text>> {
  const find = createFinder(stretches)
  let isExact = size === 0 || (stretches.length === 1 && stretches[0]?.bytes.length === size)
  for (const { bytes } of stretches) isExact &&= yield* isText(bytes, step)
  const toPiece = ({ start, bytes }: HeldStretch): BodyPiece<Text> => ({
    start,
    base64: making.text(base64Parts(bytes, step)),
  })
  return {
    size,
    text: making.text(textParts(stretches, step)),
    pieces: isExact ? null : stretches.map(toPiece),
    textAt: (start, end) => {
      const stretch = find(start, end)
      return stretch && decodeInside(stretch.bytes.subarray(start - stretch.start, end - stretch.start))
    },
    holds: (start, end) => find(start, end) !== null,
  }
}

const decodeInside = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

function* textParts(stretches: readonly HeldStretch[], step: number): Pausing<string> {
  for (const { bytes } of stretches) {
    // The mark is left out here: Node's decoder, fed in parts, also leaves out a later U+FEFF.
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
    const text = startsWithMark(bytes) ? bytes.subarray(3) : bytes
    for (const part of partsOf(text, step)) yield decoder.decode(part, { stream: true })
    yield decoder.decode()
  }
}

/** Whether the bytes begin with UTF-8's byte order mark. */
const startsWithMark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

/** Three bytes at a time, so that only the last part is padded. */
function* base64Parts(bytes: Uint8Array, step: number): Pausing<string> {
  for (const part of partsOf(bytes, 3 * Math.ceil(step / 3))) yield toBase64(part)
}

/** Whether decoding the bytes and encoding the text gives the same bytes back. */
function* isText(bytes: Uint8Array, step: number): Steps<boolean> {
  if (startsWithMark(bytes)) return false
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (const part of partsOf(bytes, step)) {
      decoder.decode(part, { stream: true })
      yield
    }
    decoder.decode()
    return true
  } catch {
    return false
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
