import type { HeaderList } from '../wire/records'

/** The content type's essence in lower case; '' where there is none. */
export const contentType = (headers: HeaderList): string => {
  const header = headers.find(([name]) => name.toLowerCase() === 'content-type')
  return (header?.[1].split(';')[0] ?? '').trim().toLowerCase()
}
