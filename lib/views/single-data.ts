/**
 * The data of an event whose source has one `data` line and ends its lines with line feeds, which is what most have:
 * looked up, where reading the block takes it apart. Null for any other source.
 */
export const singleData = (source: string): string | null => {
  const isFirst = source.startsWith('data')
  const from = isFirst ? 0 : source.indexOf('\ndata') + 1
  if ((from === 0 && !isFirst) || source[from + 4] !== ':') return null
  if (source.includes('\ndata', from + 1) || source.includes('\r') || source.charCodeAt(0) === 0xfeff)
    return null
  const end = source.indexOf('\n', from)
  const start = source[from + 5] === ' ' ? from + 6 : from + 5
  return end < 0 ? null : source.slice(start, end)
}
