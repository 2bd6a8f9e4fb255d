import type { NumberField } from './filter-types'

/** Bounds, both included. */
export interface NumberRange {
  low: number
  high: number
}

const NUMBER = /^(\d+(?:\.\d+)?|\.\d+)([a-z]*)$/i

const BYTES = new Map([
  ['', 1],
  ['b', 1],
  ['k', 1000],
  ['kb', 1000],
  ['m', 1_000_000],
  ['mb', 1_000_000],
  ['g', 1e9],
  ['gb', 1e9],
  ['kib', 1024],
  ['mib', 1024 ** 2],
  ['gib', 1024 ** 3],
])

const DURATIONS = new Map([
  ['', 1],
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['min', 60_000],
  ['h', 3_600_000],
])

const UNITS: Record<NumberField, ReadonlyMap<string, number>> = {
  size: BYTES,
  gap: DURATIONS,
  time: DURATIONS,
  chunk: new Map([['', 1]]),
}

const readNumber = (field: NumberField, text: string): number | null => {
  const [, digits = '', unit = ''] = NUMBER.exec(text) ?? []
  const factor = UNITS[field].get(unit.toLowerCase())
  return digits === '' || factor === undefined ? null : Number(digits) * factor
}

/** A number with its unit, `1.5kB` or `200ms`, or two with a hyphen between; null where the text is neither. */
export const readRange = (field: NumberField, text: string): NumberRange | null => {
  const [first = '', second, ...rest] = text.split('-')
  const low = readNumber(field, first)
  const high = second === undefined ? low : readNumber(field, second)
  return low === null || high === null || rest.length > 0 || high < low ? null : { low, high }
}
