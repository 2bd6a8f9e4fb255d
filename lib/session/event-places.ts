import type { ByteCount } from '../wire/units'

/** Values that begin farther behind their event's start are looked for when they are wanted. */
const FARTHEST: ByteCount = 0xffff

/** How far behind an event's start its first data line's value and its last id line's begin, as one number. */
export const packPlaces = (dataAt: ByteCount, idAt: ByteCount): number =>
  Math.max(dataAt, idAt) > FARTHEST ? 0 : (dataAt << 16) | idAt

/** 0 where it is not known. */
export const dataAtOf = (places: number): ByteCount => places >>> 16

/** 0 where there is no id line, or nothing is known. */
export const idAtOf = (places: number): ByteCount => places & FARTHEST
