import type { Comparison, Literal } from './filter-types'
import { parse } from './json-path'

/** Whether a text compares to the literal that way. Without regard to case where it only has to hold it. */
export const compareText = (text: string, comparison: Comparison, { text: wanted }: Literal): boolean => {
  if (comparison === ':') return text.toLowerCase().includes(wanted.toLowerCase())
  if (comparison === '=' || comparison === '!=') return (text === wanted) === (comparison === '=')
  const [a, b] = [numberOf(text), numberOf(wanted)]
  return a !== null && b !== null ? inOrder(a, comparison, b) : inOrder(text, comparison, wanted)
}

/** Whether a number compares to a range that way. */
export const compareNumber = (value: number, comparison: Comparison, low: number, high: number): boolean => {
  if (comparison === ':' || comparison === '=') return value >= low && value <= high
  if (comparison === '!=') return value < low || value > high
  return inOrder(value, comparison, low)
}

/** Whether a JSON value compares to the literal that way: numbers with numbers, words with text. */
export const compareValue = (value: unknown, comparison: Comparison, literal: Literal): boolean => {
  if (typeof value === 'string') return compareString(value, comparison, literal)
  if (comparison === ':') return compareText(JSON.stringify(value) ?? '', comparison, literal)
  const wanted = literal.quoted ? literal.text : parse(literal.text)
  if (comparison === '=' || comparison === '!=') return isSame(value, wanted) === (comparison === '=')
  return typeof value === 'number' && typeof wanted === 'number' && inOrder(value, comparison, wanted)
}

const compareString = (value: string, comparison: Comparison, literal: Literal): boolean => {
  const isOrder = comparison.startsWith('<') || comparison.startsWith('>')
  // A text is not more or less than a number, but dates stand in the order of their characters.
  if (isOrder)
    return (literal.quoted || numberOf(literal.text) === null) && inOrder(value, comparison, literal.text)
  return compareText(value, comparison, literal)
}

/** Of objects and arrays, whether they are written alike. */
const isSame = (value: unknown, wanted: unknown): boolean =>
  value === wanted || (typeof value === 'object' && JSON.stringify(value) === JSON.stringify(wanted))

const numberOf = (text: string): number | null => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) : null)

const inOrder = <T extends string | number>(a: T, comparison: Comparison, b: T): boolean => {
  if (comparison === '>') return a > b
  if (comparison === '>=') return a >= b
  return comparison === '<' ? a < b : a <= b
}
