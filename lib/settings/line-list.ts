/** The longest list. */
export const MOST_LINES = 1_000

/** Null where an entry cannot be read, or where there are more than MOST_LINES. */
export interface LinesRead {
  list: readonly string[] | null
  /** The entries that cannot be read, as they were written. */
  bad: readonly string[]
}

/** Reads one entry a line; `read` gives its one form, or null. */
export const readLines = (text: string, read: (line: string) => string | null): LinesRead => {
  const entries = text
    .split('\n')
    .map(line => line.trim().replace(/\s+/g, ' '))
    .filter(line => line !== '')
  const lines = entries.map(read)
  const bad = entries.filter((_, at) => lines[at] === null)
  const list = [...new Set(lines.filter(line => line !== null))]
  return { list: bad.length > 0 || list.length > MOST_LINES ? null : list, bad }
}

/** Whether the value is a list of entries, each in its one form. */
export const isLineList =
  (read: (line: string) => string | null) =>
  (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.length <= MOST_LINES && value.every(isEntry(read))

/** The entries of a list that can be read, as many as it may have; none where it is no list. */
export const goodLines = (value: unknown, read: (line: string) => string | null): readonly string[] =>
  Array.isArray(value) ? value.filter(isEntry(read)).slice(0, MOST_LINES) : []

const isEntry =
  (read: (line: string) => string | null) =>
  (entry: unknown): entry is string =>
    typeof entry === 'string' && read(entry) === entry
