import type { JsonPath } from './json-path'
import type { SafeRegex } from './safe-regex'

/** `:` stands for "holds" in text, and for "is" or "is between" in numbers. */
export type Comparison = ':' | '=' | '!=' | '>' | '>=' | '<' | '<='

/** `any`: type, ID in force, data and comments. */
export type TextField = 'any' | 'type' | 'id' | 'data'
/** Size in bytes; gap, since the block before, and time, since the request, in milliseconds; chunk counted from 1. */
export type NumberField = 'size' | 'gap' | 'time' | 'chunk'

/** What a filter tells apart beyond the kinds of blocks: of those without data, the ones that set `retry` alone. */
export type BlockClass = 'event' | 'comment' | 'retry' | 'no-data' | 'unterminated' | 'partial'
export const BLOCK_CLASSES: readonly BlockClass[] = [
  'event',
  'comment',
  'retry',
  'no-data',
  'unterminated',
  'partial',
]

/** What text is compared with. A quoted word is never a number, `true`, `false` or `null`. */
export interface Literal {
  text: string
  quoted: boolean
}

/** What is asked of a block. */
export type Filter =
  | { op: 'and' | 'or'; terms: readonly Filter[] }
  | { op: 'not'; term: Filter }
  | { op: 'text'; field: TextField; comparison: Comparison; value: Literal }
  | { op: 'regex'; field: TextField; regex: SafeRegex }
  | { op: 'number'; field: NumberField; comparison: Comparison; low: number; high: number }
  | { op: 'kind'; is: BlockClass }
  | { op: 'path'; path: JsonPath; test: PathTest }

export type PathTest =
  | { op: 'exists' }
  | { op: 'compare'; comparison: Comparison; value: Literal }
  | { op: 'regex'; regex: SafeRegex }

export type FilterErrorCode =
  | 'unclosed-quote'
  | 'unclosed-regex'
  | 'bad-regex' // `detail` says what the browser says
  | 'unbounded-regex' // needs looking around or back, which cannot be done in bounded time
  | 'bad-flags'
  | 'unclosed-group'
  | 'unopened-group'
  | 'empty-group'
  | 'missing-term' // behind `text`, an operator
  | 'missing-value' // behind `text`, a key and its comparison
  | 'bad-comparison' // `text` cannot be compared that way
  | 'bad-path'
  | 'bad-number' // `text` is no number, or no range of them
  | 'bad-size'
  | 'bad-duration'
  | 'bad-kind'
  | 'too-long'

/** Why an expression cannot be read: what is wrong and where it stands, as characters of the expression. */
export interface FilterError {
  code: FilterErrorCode
  at: number
  length: number
  text: string
  detail?: string
}

/** An empty expression asks for nothing: null. */
export type FilterRead = { filter: Filter | null; error: null } | { filter: null; error: FilterError }

/** Longer expressions are refused. */
export const FILTER_LIMIT = 2000
