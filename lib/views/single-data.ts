/**
 * The value of a field that stands once in an event whose source ends its lines with line feeds, which is what most
 * have: looked up, where reading the block takes it apart. Null for any other source.
 */
const singleField = (source: string, name: 'data' | 'id'): string | null => {
  const line = `\n${name}`
  const isFirst = source.startsWith(name)
  const from = isFirst ? 0 : source.indexOf(line) + 1
  const colon = from + name.length
  if ((from === 0 && !isFirst) || source[colon] !== ':') return null
  if (source.includes(line, from + 1) || source.includes('\r') || source.charCodeAt(0) === 0xfeff) return null
  const end = source.indexOf('\n', from)
  const start = source[colon + 1] === ' ' ? colon + 2 : colon + 1
  return end < 0 ? null : source.slice(start, end)
}

export const singleData = (source: string): string | null => singleField(source, 'data')

/** The last event ID that the event sets. */
export const singleId = (source: string): string | null => {
  const id = singleField(source, 'id')
  // [spec] An id with U+0000 is ignored.
  return id === null || id.includes('\0') ? null : id
}
