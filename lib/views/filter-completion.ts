import { BLOCK_CLASSES } from './filter-types'

/** What the filter's box offers to write. */
export interface Suggestion {
  /** What takes the place of the word at the caret. */
  text: string
  kind: 'key' | 'type' | 'id' | 'path' | 'kind'
}

export interface Completion {
  /** The characters that a suggestion takes the place of. */
  at: number
  end: number
  suggestions: readonly Suggestion[]
}

/** What there is to complete to. */
export interface KnownWords {
  readonly types: readonly string[]
  readonly ids: readonly string[]
  readonly paths: readonly string[]
}

export const FILTER_KEYS = [
  'type:',
  'id:',
  'data:',
  '$.',
  'size>',
  'gap>',
  'time>',
  'chunk:',
  'kind:',
] as const
export type FilterKeyText = (typeof FILTER_KEYS)[number]

const MOST = 20

/** What the word that ends at the caret may become. */
export const completeFilter = (text: string, caret: number, words: KnownWords): Completion => {
  const at = wordStart(text, caret)
  const word = text.slice(at, caret)
  const suggestions = suggest(word, words).filter(({ text }) => text !== word)
  return { at, end: caret, suggestions: suggestions.slice(0, MOST) }
}

/** Behind the last space, parenthesis or leading hyphen that no quotes hold. */
const wordStart = (text: string, caret: number): number => {
  const before = text.slice(0, caret)
  const word = /(?:"(?:[^"\\]|\\.)*"?|[^\s()"])*$/.exec(before)?.[0] ?? ''
  return caret - word.length + (word.startsWith('-') ? 1 : 0)
}

const FIELD = /^(type|event|id|kind)(:|=|!=)(.*)$/s
const PATH = /^(\$|data)([.[][^:=!<>]*)$/s

const suggest = (word: string, words: KnownWords): Suggestion[] => {
  const [, field, comparison = '', value = ''] = FIELD.exec(word) ?? []
  if (field !== undefined) {
    const kind = field === 'event' ? 'type' : field
    const known = kind === 'type' ? words.types : kind === 'id' ? words.ids : BLOCK_CLASSES
    return beginning(known, value.replace(/^"/, '')).map(text => ({
      text: `${field}${comparison}${quoted(text)}`,
      kind: kind === 'type' || kind === 'id' ? kind : 'kind',
    }))
  }
  const [, root = '$', rest] = PATH.exec(word) ?? []
  if (rest !== undefined) return paths(beginning(words.paths, `$${rest}`), root)
  if (!/^[\w$-]*$/.test(word)) return []
  const keys: Suggestion[] = FILTER_KEYS.filter(key => key.startsWith(word)).map(text => ({
    text,
    kind: 'key',
  }))
  if (word.length < 2) return keys
  const types = beginning(words.types, word).map(
    (text): Suggestion => ({ text: `type:${quoted(text)}`, kind: 'type' }),
  )
  return [
    ...keys,
    ...types,
    ...paths(
      words.paths.filter(path => lastName(path).startsWith(word.toLowerCase())),
      '$',
    ),
  ]
}

const paths = (found: readonly string[], root: string): Suggestion[] =>
  found.map(path => ({ text: `${root}${path.slice(1)}`, kind: 'path' }))

const beginning = (known: readonly string[], start: string): string[] =>
  known.filter(each => each.toLowerCase().startsWith(start.toLowerCase()))

const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase()

/** As it must be written in an expression to mean itself. */
export const quoted = (text: string): string =>
  /^[^\s()"/][^\s()"]*$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`
