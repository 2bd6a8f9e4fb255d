const LONGEST = 300

/** A pattern for addresses: any text, in which `*` stands for any stretch. Null where it is none. */
export const readUrlPattern = (text: string): string | null =>
  text !== '' && text.length <= LONGEST && !/\s/.test(text) ? text : null

/** Whether the whole address is one of the pattern's; costs no more than reading both. */
export const matchesUrl = (pattern: string, url: string): boolean => {
  const [first = '', ...rest] = pattern.split('*')
  if (!url.startsWith(first)) return false
  const last = rest.pop()
  if (last === undefined) return url === pattern
  let at = first.length
  for (const part of rest) {
    const found = url.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return url.length - last.length >= at && url.endsWith(last)
}

/**
 * The address without query and fragment, for a pattern of its own that leaves out what varies; of long ones the
 * beginning.
 */
export const patternFor = (url: string): string => {
  const address = url.split(/[?#]/, 1)[0] ?? ''
  return `${address.replace(/\s+/g, '*').slice(0, LONGEST - 1)}*`
}
