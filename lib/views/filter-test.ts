import type { Stream } from '../session/types'
import { blockClass } from './block-class'
import { type BlockFacts, createBlockFacts } from './block-facts'
import { blockSize } from './event-row'
import type { BlockClass, Comparison, Filter, NumberField, PathTest, TextField } from './filter-types'
import { gapBefore } from './gap-before'
import { type JsonPath, valuesAt } from './json-path'
import { createPieceSearch, type PieceSearch } from './piece-search'
import { compareNumber, compareText, compareValue } from './value-test'

/** Null: a part of the block has not been looked at yet. */
type Truth = boolean | null

export type Verdict = 'hit' | 'miss' | 'unfinished'

/** Asks blocks what a filter asks. A large block is asked again until its verdict is there. */
export interface BlockTest {
  ask(index: number): Verdict
  /** Blocks that were looked at only in part: too large for a regular expression or a path. */
  readonly cut: number
}

/** The filter and the classes of blocks that are shown at all; a null filter asks for nothing. */
export const createBlockTest = (
  stream: Stream,
  filter: Filter | null,
  hidden: readonly BlockClass[] = [],
): BlockTest => {
  const facts = createBlockFacts(stream)
  const pieces = createPieceSearch(stream, needlesOf(filter))
  let cut = 0
  return {
    get cut() {
      return cut
    },
    ask(index) {
      facts.moveTo(index)
      pieces.moveTo(index)
      if (hidden.length > 0 && hidden.includes(blockClass(stream, index))) return 'miss'
      const ask = () => filter === null || holds(filter, stream, facts, pieces)
      let truth = ask()
      if (truth === null) {
        pieces.advance()
        truth = ask()
      }
      if (truth === null) return 'unfinished'
      if (facts.isCut) cut++
      return truth ? 'hit' : 'miss'
    },
  }
}

/** What large blocks are looked through for: the words that are looked for in data. */
const needlesOf = (filter: Filter | null): string[] => {
  if (!filter) return []
  if (filter.op === 'not') return needlesOf(filter.term)
  if (filter.op === 'and' || filter.op === 'or') return filter.terms.flatMap(needlesOf)
  const isWord = filter.op === 'text' && filter.comparison === ':'
  return isWord && (filter.field === 'any' || filter.field === 'data')
    ? [filter.value.text.toLowerCase()]
    : []
}

const holds = (filter: Filter, stream: Stream, facts: BlockFacts, pieces: PieceSearch): Truth => {
  const ask = (term: Filter) => holds(term, stream, facts, pieces)
  switch (filter.op) {
    case 'and':
      return every(filter.terms, ask)
    case 'or':
      return not(every(filter.terms, term => not(ask(term))))
    case 'not':
      return not(ask(filter.term))
    case 'kind':
      return blockClass(stream, facts.index) === filter.is
    case 'number':
      return numberHolds(filter, stream, facts.index)
    case 'regex':
      return someText(filter.field, facts, text => filter.regex.test(text))
    case 'path':
      return pathHolds(filter.path, filter.test, facts)
    case 'text':
      return textHolds(filter, facts, pieces)
  }
}

/** Whether all hold; not known where one is not and no other one fails. */
const every = (terms: readonly Filter[], ask: (term: Filter) => Truth): Truth => {
  let truth: Truth = true
  for (const term of terms) {
    const one = ask(term)
    if (one === false) return false
    if (one === null) truth = null
  }
  return truth
}

const not = (truth: Truth): Truth => (truth === null ? null : !truth)

type Term<Op extends Filter['op']> = Extract<Filter, { op: Op }>

const textHolds = (
  { field, comparison, value }: Term<'text'>,
  facts: BlockFacts,
  pieces: PieceSearch,
): Truth => {
  if (comparison !== ':' || field === 'type' || field === 'id')
    return someText(field, facts, text => compareText(text, comparison, value), comparison === '!=')
  const needle = value.text.toLowerCase()
  const isNamed = (text: string | null) => text?.toLowerCase().includes(needle) ?? false
  if (field === 'any' && (isNamed(facts.type()) || isNamed(facts.id()))) return true
  return facts.isLarge ? pieces.holds(needle) : facts.holds(needle)
}

/** Whether one of the field's texts passes. A text that was dropped passes nothing, but is not equal to anything. */
const someText = (
  field: TextField,
  facts: BlockFacts,
  passes: (text: string) => boolean,
  otherwise = false,
): boolean => {
  const test = (text: string | null) => (text === null ? otherwise : passes(text))
  if (field === 'type') return test(facts.type())
  if (field === 'id') return test(facts.id())
  if (field === 'any' && (test(facts.type()) || test(facts.id()))) return true
  return test(facts.text())
}

const pathHolds = (path: JsonPath, test: PathTest, facts: BlockFacts): boolean => {
  const member = path.find(step => typeof step === 'string')
  const root = facts.json(typeof member === 'string' ? member : null)
  const values = root === undefined ? [] : valuesAt(root, path)
  if (test.op === 'exists') return values.length > 0
  if (test.op === 'regex') {
    const { regex } = test
    return values.some(value => regex.test(typeof value === 'string' ? value : (JSON.stringify(value) ?? '')))
  }
  const { comparison, value } = test
  // What is not there is not equal to anything either.
  if (comparison === '!=') return !values.some(each => compareValue(each, '=', value))
  return values.some(each => compareValue(each, comparison, value))
}

const numberHolds = (filter: Term<'number'>, stream: Stream, index: number): boolean => {
  const { field, comparison, low, high } = filter
  const first = field === 'chunk' ? stream.blocks.firstChunk(index) : -1
  // A block that was split belongs to all its chunks.
  if (first >= 0 && !isOrder(comparison)) {
    const isAmong = first + 1 <= high && stream.blocks.lastChunk(index) + 1 >= low
    return isAmong === (comparison !== '!=')
  }
  const value = numberOf(field, stream, index)
  return value !== null && compareNumber(value, comparison, low, high)
}

const isOrder = (comparison: Comparison) => comparison.startsWith('<') || comparison.startsWith('>')

/** The number asked for; null where it is not known. */
const numberOf = (field: NumberField, stream: Stream, index: number): number | null => {
  const { blocks, chunks, opened } = stream
  if (field === 'size') return blockSize(blocks, index)
  if (field === 'gap') return gapBefore(stream, index)
  const chunk = blocks.lastChunk(index)
  if (chunk < 0) return null
  return field === 'chunk' ? chunk + 1 : chunks.time(chunk) - opened.at
}
