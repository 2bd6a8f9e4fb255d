import { readRegex, type SafeRegex } from './safe-regex'

/** What is looked for in all streams: a text in any case, or a regular expression between slashes. */
export type SearchQuery = { kind: 'text'; needle: string } | { kind: 'regex'; regex: SafeRegex }

export interface SearchError {
  code: 'bad-regex' | 'unbounded-regex' | 'bad-flags'
  detail: string
}

export type QueryRead = { query: SearchQuery | null; error: null } | { query: null; error: SearchError }

/** A text that begins with a slash but is no `/expression/flags` is a text: addresses begin that way. */
export const readQuery = (text: string): QueryRead => {
  if (text === '') return { query: null, error: null }
  const [, source, flags = ''] = /^\/(.+)\/([a-z]*)$/s.exec(text) ?? []
  if (source === undefined) return { query: { kind: 'text', needle: text.toLowerCase() }, error: null }
  const read = readRegex(source, flags)
  if ('regex' in read) return { query: { kind: 'regex', regex: read.regex }, error: null }
  return { query: null, error: { code: read.code, detail: read.detail } }
}

export const matches = (query: SearchQuery, text: string): boolean =>
  query.kind === 'regex' ? query.regex.test(text) : text.toLowerCase().includes(query.needle)

/** Where it stands first; null where it does not. */
export const findIn = (query: SearchQuery, text: string): { at: number; length: number } | null => {
  if (query.kind === 'regex') return query.regex.find(text)
  const at = text.toLowerCase().indexOf(query.needle)
  return at < 0 ? null : { at, length: query.needle.length }
}
