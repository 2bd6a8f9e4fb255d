import type { Problem } from '../event-stream/types'
import type { Stream } from '../session/types'

const COLON = 0x3a

/** Whether an unknown field is one, with a name and a colon, and not text that stands where a field should. */
export const isNamedField = ({ bytes }: Stream, { offset, length, value }: Problem): boolean =>
  /^[\w.-]+$/.test(value) && bytes.slice(offset + length, offset + length + 1)?.[0] === COLON
