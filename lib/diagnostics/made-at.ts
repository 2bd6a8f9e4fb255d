import type { Stream } from '../session/types'
import type { EpochMilliseconds, Milliseconds } from '../wire/units'

/** When a server says it made its first and its last event. */
export interface MadeTimes {
  first: EpochMilliseconds
  last: EpochMilliseconds
  spread: Milliseconds
}

const READ = 4096
const LOOKED_AT = 5

/** By the times in the events' JSON; null where the events tell none. OpenAI's `created` is that of the answer. */
export const madeTimes = ({ blocks }: Stream): MadeTimes | null => {
  let first: number | null = null
  let last: number | null = null
  for (let index = 0; index < Math.min(LOOKED_AT, blocks.length) && first === null; index++)
    first = timeIn(blocks.read(index, READ)?.data ?? '')
  for (let back = 1; back <= Math.min(LOOKED_AT, blocks.length) && last === null; back++)
    last = timeIn(blocks.read(blocks.length - back, READ)?.data ?? '')
  return first === null || last === null ? null : { first, last, spread: last - first }
}

const KEY =
  /"(?:created_at|createdAt|timestamp|time|ts|at|date|now)"\s*:\s*(?:"([^"]{10,40})"|(\d{10,16}(?:\.\d+)?))/

const timeIn = (data: string): EpochMilliseconds | null => {
  const match = KEY.exec(data)
  if (match === null) return null
  const [, text, digits] = match
  if (text !== undefined) return /^\d{4}-\d\d-\d\dT/.test(text) ? finite(Date.parse(text)) : null
  const value = Number(digits)
  // Ten digits are seconds; whole seconds are too coarse to tell a second apart, fractions are not.
  if (value < 1e11) return (digits ?? '').includes('.') ? value * 1000 : null
  return value < 1e14 ? value : value / 1000
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null)
