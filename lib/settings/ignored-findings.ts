import { MOST_LINES } from './line-list'
import { matchesUrl, patternFor, readUrlPattern } from './url-pattern'

/** An entry: a finding's code, a space, the pattern of the addresses on which it is not shown. */
export const readIgnored = (line: string): string | null => {
  const [code = '', pattern = '', ...more] = line.split(' ')
  const isGood = /^[a-z0-9-]{1,60}$/.test(code) && readUrlPattern(pattern) !== null && more.length === 0
  return isGood ? line : null
}

export const ignoredEntry = (code: string, pattern: string): string => `${code} ${pattern}`

/** The list with findings of this kind on addresses like this one; null where it is full. */
export const addIgnored = (
  entries: readonly string[],
  code: string,
  url: string,
): readonly string[] | null => {
  const entry = ignoredEntry(code, patternFor(url))
  if (entries.includes(entry)) return entries
  return entries.length < MOST_LINES ? [...entries, entry] : null
}

/** Whether a finding on the address is ignored by one of the entries. */
export const isIgnoredFinding = (entries: readonly string[], code: string, url: string): boolean =>
  entries.some(entry => {
    const space = entry.indexOf(' ')
    return entry.slice(0, space) === code && matchesUrl(entry.slice(space + 1), url)
  })
