import type { ByteStore } from '../session/types'
import { toBase64 } from '../wire/base64'
import type { ByteCount, ByteOffset } from '../wire/units'
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

/** The stretches between the holes, in order. */
export const heldStretches = (store: ByteStore): HeldStretch[] => {
  const stretches: HeldStretch[] = []
  const add = (start: ByteOffset, end: ByteOffset): void => {
    const bytes = start < end ? store.slice(start, end) : null
    if (bytes !== null) stretches.push({ start, bytes })
  }
  let from = 0
  for (const hole of store.holes()) {
    add(from, hole.start)
    from = Math.max(from, hole.end)
  }
  add(from, store.length)
  return stretches
}

/** Decodes a body for writing; `stretches` may be masked copies of the store's bytes. */
export const createExportBody = (size: ByteCount, stretches: readonly HeldStretch[]): ExportBody => {
  const find = createFinder(stretches)
  const isWhole = size === 0 || (stretches.length === 1 && stretches[0]?.bytes.length === size)
  return {
    size,
    text: stretches.map(({ bytes }) => decode(bytes)).join(''),
    pieces: isWhole && stretches.every(({ bytes }) => isExact(bytes)) ? null : stretches.map(toPiece),
    textAt: (start, end) => {
      const stretch = find(start, end)
      return stretch && decodeInside(stretch.bytes.subarray(start - stretch.start, end - stretch.start))
    },
    holds: (start, end) => find(start, end) !== null,
  }
}

const toPiece = ({ start, bytes }: HeldStretch): BodyPiece => ({ start, base64: toBase64(bytes) })

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

const decodeInside = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** Whether decoding and encoding give the same bytes back. */
const isExact = (bytes: Uint8Array): boolean => {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return false
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
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
