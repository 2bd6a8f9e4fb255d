import { matchesUrl, readUrlPattern } from './url-pattern'

/** An entry: a finding's code, a space, the pattern of the addresses on which it is not shown. */
export const readIgnored = (line: string): string | null => {
  const [code = '', pattern = '', ...more] = line.split(' ')
  const isGood = /^[a-z0-9-]{1,60}$/.test(code) && readUrlPattern(pattern) !== null && more.length === 0
  return isGood ? line : null
}

export const ignoredEntry = (code: string, pattern: string): string => `${code} ${pattern}`

/** Whether a finding on the address is ignored by one of the entries. */
export const isIgnoredFinding = (entries: readonly string[], code: string, url: string): boolean =>
  entries.some(entry => {
    const space = entry.indexOf(' ')
    return entry.slice(0, space) === code && matchesUrl(entry.slice(space + 1), url)
  })
