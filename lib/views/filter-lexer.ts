import type { Comparison, FilterError, FilterErrorCode } from './filter-types'
import { type JsonPath, readPath } from './json-path'

export type FilterKey = 'type' | 'id' | 'data' | 'size' | 'gap' | 'time' | 'chunk' | 'kind'

/** A piece of an expression; `at` and `end` are its characters. */
export type FilterToken = Span &
  (
    | { kind: 'open' | 'close' | 'and' | 'or' | 'not' }
    | { kind: 'value'; value: ValueToken }
    | { kind: 'field'; key: FilterKey; comparison: Comparison; value: ValueToken | null }
    | { kind: 'path'; path: JsonPath; comparison: Comparison | null; value: ValueToken | null }
  )

export interface Span {
  at: number
  end: number
}

export type ValueToken = Span & { text: string } & (
    | { kind: 'plain' | 'quoted' }
    | { kind: 'regex'; flags: string }
  )

export type Lexed = { tokens: FilterToken[]; error: null } | { tokens: null; error: FilterError }

const KEY = /(type|event|id|data|size|gap|time|chunk|kind)(?=[:=<>]|!=)/y
const ROOT = /data(?=[.[])|\$(?=[.[:=<>]|!=|[\s)]|$)/y
const COMPARISON = /!=|[<>]=|[:=<>]/y
const OPERATOR = /(AND|OR|NOT)(?=[\s()]|$)/y
const SPACE = /\s*/y
const ENDS = /[\s)]|$/y

const at = (pattern: RegExp, text: string, from: number): string | null => {
  pattern.lastIndex = from
  return pattern.exec(text)?.[0] ?? null
}

const COMPARISONS: readonly string[] = [':', '=', '!=', '>', '>=', '<', '<=']
const isComparison = (text: string | null): text is Comparison => text !== null && COMPARISONS.includes(text)

const KEYS: readonly string[] = ['type', 'id', 'data', 'size', 'gap', 'time', 'chunk', 'kind']
const isKey = (text: string): text is FilterKey => KEYS.includes(text)

/** Thrown and caught inside this file alone: an expression is read up to its first error. */
class Wrong extends Error {
  readonly found: FilterError
  constructor(code: FilterErrorCode, text: string, from: number, end: number) {
    super(code)
    this.found = { code, at: from, length: Math.max(1, end - from), text: text.slice(from, end) }
  }
}

export const lexFilter = (text: string): Lexed => {
  const tokens: FilterToken[] = []
  try {
    for (let from = skipSpace(text, 0); from < text.length; from = skipSpace(text, from)) {
      const token = readToken(text, from)
      tokens.push(token)
      from = token.end
    }
    return { tokens, error: null }
  } catch (error) {
    if (!(error instanceof Wrong)) throw error
    return { tokens: null, error: error.found }
  }
}

const skipSpace = (text: string, from: number): number => from + (at(SPACE, text, from)?.length ?? 0)

const endsAt = (text: string, from: number): boolean => at(ENDS, text, from) !== null

const readToken = (text: string, from: number): FilterToken => {
  const mark = { at: from, end: from + 1 }
  if (text[from] === '(') return { kind: 'open', ...mark }
  if (text[from] === ')') return { kind: 'close', ...mark }
  if (text[from] === '-' && !endsAt(text, from + 1)) return { kind: 'not', ...mark }
  const operator = at(OPERATOR, text, from)
  if (operator !== null) {
    const kind = operator === 'AND' ? 'and' : operator === 'OR' ? 'or' : 'not'
    return { kind, at: from, end: from + operator.length }
  }
  return readPathTerm(text, from) ?? readFieldTerm(text, from) ?? readWordTerm(text, from)
}

const readWordTerm = (text: string, from: number): FilterToken => {
  const value = readValue(text, from)
  return { kind: 'value', value, at: from, end: value.end }
}

const readFieldTerm = (text: string, from: number): FilterToken | null => {
  const written = at(KEY, text, from)
  // What the field is called in the stream.
  const key = written === 'event' ? 'type' : written
  const comparison = written && at(COMPARISON, text, from + written.length)
  if (written === null || key === null || !isKey(key) || !isComparison(comparison)) return null
  const behind = from + written.length + comparison.length
  const value = endsAt(text, behind) ? null : readValue(text, behind, comparison)
  return { kind: 'field', key, comparison, value, at: from, end: value?.end ?? behind }
}

const readPathTerm = (text: string, from: number): FilterToken | null => {
  const root = at(ROOT, text, from)
  if (root === null) return null
  const read = readPath(text, from + root.length)
  if ('wrongAt' in read) throw new Wrong('bad-path', text, from, wordEnd(text, read.wrongAt))
  const comparison = at(COMPARISON, text, read.end)
  if (comparison === null && !endsAt(text, read.end))
    throw new Wrong('bad-path', text, from, wordEnd(text, read.end))
  const behind = read.end + (comparison?.length ?? 0)
  const isBare = !isComparison(comparison)
  const value = isBare || endsAt(text, behind) ? null : readValue(text, behind, comparison)
  return {
    kind: 'path',
    path: read.path,
    comparison: isBare ? null : comparison,
    value,
    at: from,
    end: value?.end ?? behind,
  }
}

/** A slash begins a regular expression where text is looked for, and is a slash where something is equal to it. */
const readValue = (text: string, from: number, comparison: Comparison = ':'): ValueToken => {
  if (text[from] === '"') return readQuoted(text, from)
  if (text[from] === '/' && comparison === ':') return readRegexToken(text, from)
  return readPlain(text, from)
}

/** `\"` and `\\` stand for a quote and a backslash; every other backslash for itself. */
const readQuoted = (text: string, from: number): ValueToken => {
  const close = closingQuote(text, from)
  if (close < 0) throw new Wrong('unclosed-quote', text, from, text.length)
  // `"role":"user"` is a piece of JSON and means itself.
  if (!endsAt(text, close + 1)) return readPlain(text, from)
  const value = text.slice(from + 1, close).replace(/\\(["\\])/g, '$1')
  return { kind: 'quoted', text: value, at: from, end: close + 1 }
}

const closingQuote = (text: string, from: number): number => {
  let close = text.indexOf('"', from + 1)
  while (close >= 0 && /(?<!\\)(\\\\)*\\$/.test(text.slice(from + 1, close)))
    close = text.indexOf('"', close + 1)
  return close
}

const readRegexToken = (text: string, from: number): ValueToken => {
  let inClass = false
  for (let close = from + 1; close < text.length; close++) {
    const character = text[close]
    if (character === '\\') close++
    else if (character === '[') inClass = true
    else if (character === ']') inClass = false
    else if (character === '/' && !inClass) {
      const end = wordEnd(text, close + 1)
      return {
        kind: 'regex',
        text: text.slice(from + 1, close),
        flags: text.slice(close + 1, end),
        at: from,
        end,
      }
    }
  }
  throw new Wrong('unclosed-regex', text, from, text.length)
}

const readPlain = (text: string, from: number): ValueToken => {
  const end = wordEnd(text, from)
  return { kind: 'plain', text: text.slice(from, end), at: from, end }
}

/** A word ends with a space or a parenthesis that it did not open itself; quotes that close keep both in it. */
const wordEnd = (text: string, from: number): number => {
  let depth = 0
  let end = from
  for (; end < text.length; end++) {
    const character = text[end] ?? ''
    const close = character === '"' ? closingQuote(text, end) : -1
    if (close > end) end = close
    else if (/\s/.test(character)) break
    else if (character === '(') depth++
    else if (character === ')' && --depth < 0) break
  }
  return end
}
