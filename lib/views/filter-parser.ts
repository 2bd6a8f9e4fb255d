import { type FilterToken, lexFilter, type ValueToken } from './filter-lexer'
import {
  BLOCK_CLASSES,
  type BlockClass,
  type Comparison,
  FILTER_LIMIT,
  type Filter,
  type FilterError,
  type FilterErrorCode,
  type FilterRead,
  type Literal,
  type NumberField,
  type PathTest,
  type TextField,
} from './filter-types'
import { readRange } from './filter-values'
import { readRegex, type SafeRegex } from './safe-regex'

type Token<Kind extends FilterToken['kind']> = Extract<FilterToken, { kind: Kind }>
type Read<T> = T | { error: FilterError }

const isError = (read: object): read is { error: FilterError } => 'error' in read

/**
 * Reads an expression. Words stand one beside the other, or with AND and OR between (AND binds tighter), behind NOT or
 * `-`, and in parentheses.
 */
export const parseFilter = (text: string): FilterRead => {
  if (text.length > FILTER_LIMIT) {
    const error: FilterError = { code: 'too-long', at: FILTER_LIMIT, length: 1, text: '' }
    return { filter: null, error }
  }
  const { tokens, error } = lexFilter(text)
  if (error) return { filter: null, error }
  if (tokens.length === 0) return { filter: null, error: null }
  const read = createParser(text, tokens).read()
  return isError(read) ? { filter: null, error: read.error } : { filter: read, error: null }
}

const createParser = (text: string, tokens: readonly FilterToken[]) => {
  let next = 0
  const wrong = (code: FilterErrorCode, { at, end }: { at: number; end: number }, detail?: string) => ({
    error: { code, at, length: end - at, text: text.slice(at, end), ...(detail !== undefined && { detail }) },
  })

  const readAny = (): Read<Filter> => {
    const first = readAll()
    if (isError(first)) return first
    const terms = [first]
    while (tokens[next]?.kind === 'or') {
      const term = readBehind(next++, readAll)
      if (isError(term)) return term
      terms.push(term)
    }
    return terms.length === 1 ? first : { op: 'or', terms }
  }

  const readAll = (): Read<Filter> => {
    const first = readOne()
    if (isError(first)) return first
    const terms = [first]
    for (
      let token = tokens[next];
      token && token.kind !== 'or' && token.kind !== 'close';
      token = tokens[next]
    ) {
      const term = token.kind === 'and' ? readBehind(next++, readOne) : readOne()
      if (isError(term)) return term
      terms.push(term)
    }
    return terms.length === 1 ? first : { op: 'and', terms }
  }

  const readBehind = (operator: number, read: () => Read<Filter>): Read<Filter> => {
    const [token, after] = [tokens[operator], tokens[next]]
    if (token && (!after || after.kind === 'close' || after.kind === 'and' || after.kind === 'or'))
      return wrong('missing-term', token)
    return read()
  }

  const readOne = (): Read<Filter> => {
    const token = tokens[next++]
    switch (token?.kind) {
      case 'not': {
        const term = readBehind(next - 1, readOne)
        return isError(term) ? term : { op: 'not', term }
      }
      case 'open':
        return readGroup(token)
      case 'value':
        return readText('any', ':', token.value)
      case 'field':
        return readField(token)
      case 'path':
        return readPathTerm(token)
      case 'close':
        return wrong('unopened-group', token)
      default:
        return wrong('missing-term', token ?? { at: text.length, end: text.length })
    }
  }

  const readGroup = (open: FilterToken): Read<Filter> => {
    const after = tokens[next]
    if (after?.kind === 'close') return wrong('empty-group', { at: open.at, end: after.end })
    if (!after) return wrong('unclosed-group', open)
    const inside = readAny()
    if (isError(inside)) return inside
    return tokens[next++] ? inside : wrong('unclosed-group', open)
  }

  const regexOf = (value: Extract<ValueToken, { kind: 'regex' }>): Read<{ regex: SafeRegex }> => {
    const read = readRegex(value.text, value.flags)
    return 'regex' in read ? read : wrong(read.code, value, read.detail)
  }

  const readText = (field: TextField, comparison: Comparison, value: ValueToken): Read<Filter> => {
    if (value.kind !== 'regex') return { op: 'text', field, comparison, value: literalOf(value) }
    const read = regexOf(value)
    return isError(read) ? read : { op: 'regex', field, regex: read.regex }
  }

  const readField = (token: Token<'field'>): Read<Filter> => {
    const { key, comparison, value } = token
    if (!value || (value.text === '' && value.kind === 'plain')) return wrong('missing-value', token)
    switch (key) {
      case 'type':
      case 'data':
        return isOrder(comparison) ? wrong('bad-comparison', token) : readText(key, comparison, value)
      case 'id':
        return readText(key, comparison, value)
      case 'kind':
        return readKind(comparison, value, token)
      default:
        return readNumber(key, comparison, value)
    }
  }

  const readKind = (comparison: Comparison, value: ValueToken, token: FilterToken): Read<Filter> => {
    if (isOrder(comparison)) return wrong('bad-comparison', token)
    if (!isBlockClass(value.text)) return wrong('bad-kind', value)
    const filter: Filter = { op: 'kind', is: value.text }
    return comparison === '!=' ? { op: 'not', term: filter } : filter
  }

  const readNumber = (field: NumberField, comparison: Comparison, value: ValueToken): Read<Filter> => {
    const range = value.kind === 'regex' ? null : readRange(field, value.text)
    const hasTwo = range !== null && range.low !== range.high
    if (range && !(hasTwo && isOrder(comparison))) return { op: 'number', field, comparison, ...range }
    return wrong(field === 'size' ? 'bad-size' : field === 'chunk' ? 'bad-number' : 'bad-duration', value)
  }

  const readPathTerm = (token: Token<'path'>): Read<Filter> => {
    const test = readPathTest(token)
    return isError(test) ? test : { op: 'path', path: token.path, test }
  }

  const readPathTest = (token: Token<'path'>): Read<PathTest> => {
    const { comparison, value } = token
    if (comparison === null) return { op: 'exists' }
    if (value === null) return wrong('missing-value', token)
    if (value.kind !== 'regex') return { op: 'compare', comparison, value: literalOf(value) }
    const read = regexOf(value)
    return isError(read) ? read : { op: 'regex', regex: read.regex }
  }

  return {
    read(): Read<Filter> {
      const filter = readAny()
      const rest = tokens[next]
      return !isError(filter) && rest ? wrong('unopened-group', rest) : filter
    },
  }
}

const literalOf = ({ text, kind }: ValueToken): Literal => ({ text, quoted: kind === 'quoted' })

const isOrder = (comparison: Comparison) => comparison.startsWith('<') || comparison.startsWith('>')

const isBlockClass = (text: string): text is BlockClass => BLOCK_CLASSES.some(name => name === text)
