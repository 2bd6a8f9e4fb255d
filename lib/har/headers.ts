import type { Header } from 'har-format'
import type { HeaderList } from '../wire/records'

/** Pages are not told the version. Chrome and Firefox show the word and need a string. */
export const UNKNOWN_VERSION = 'unknown'

export const toHarHeaders = (headers: HeaderList): Header[] =>
  headers.map(([name, value]) => ({ name, value }))

/** The header's values joined as Fetch joins them; null where it is missing. `name` in lower case. */
export const headerValue = (headers: HeaderList, name: string): string | null => {
  const values = headers.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value)
  return values.length === 0 ? null : values.join(', ')
}
