/** The longest list of ignored origins, and the longest entry of it. */
export const MOST_ORIGINS = 1_000
const LONGEST = 300

/**
 * An entry of the ignore list in its one form: `https://a.example:8443`, or `*.a.example` for a host and all below it,
 * whatever their scheme and port. Null where the text is neither.
 */
export const readOrigin = (text: string): string | null => {
  const entry = text.trim()
  if (entry.length > LONGEST) return null
  return entry.startsWith('*.') ? readPattern(entry.slice(2)) : readExact(entry)
}

const readPattern = (host: string): string | null => {
  const origin = readExact(`https://${host}`)
  return origin === null || origin.endsWith(':') || /[:/*[\]]/.test(host) ? null : `*.${origin.slice(8)}`
}

/** The `URL` of a page's address gives the same form as the `origin` of the page itself. */
const readExact = (text: string): string | null => {
  const url = parse(text)
  if (!url || url.host === '' || url.origin === 'null' || url.hostname.includes('*')) return null
  return url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
    ? url.origin
    : null
}

/** Whether a document of the origin is on the list; one with an opaque origin, 'null', never is. */
export const isIgnored = (list: readonly string[], origin: string): boolean => {
  if (list.length === 0) return false
  const host = parse(origin)?.hostname ?? ''
  return list.some(entry =>
    entry.startsWith('*.') ? host === entry.slice(2) || host.endsWith(entry.slice(1)) : entry === origin,
  )
}

const parse = (text: string): URL | null => (URL.canParse(text) ? new URL(text) : null)

/** Null where an entry cannot be read, or where there are more than MOST_ORIGINS. */
export interface OriginsRead {
  list: readonly string[] | null
  /** The entries that cannot be read, as they were written. */
  bad: readonly string[]
}

/** Reads what one wrote: one entry a line, or with commas between. */
export const readOrigins = (text: string): OriginsRead => {
  const entries = text.split(/[\s,]+/).filter(entry => entry !== '')
  const read = entries.map(readOrigin)
  const bad = entries.filter((_, at) => read[at] === null)
  const list = [...new Set(read.filter(origin => origin !== null))]
  return { list: bad.length > 0 || list.length > MOST_ORIGINS ? null : list, bad }
}
