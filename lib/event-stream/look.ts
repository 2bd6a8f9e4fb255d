import type { ByteCount } from '../wire/units'
import { decodeCut } from './text'

/** A body is told by its look within this many bytes, or not at all. */
export const LOOK_AHEAD: ByteCount = 512

/** The head as text, without byte order mark and without a character that its end split. */
export function headText(head: Uint8Array): string {
  return decodeCut(head.subarray(0, LOOK_AHEAD)).replace(/^\uFEFF/, '')
}
