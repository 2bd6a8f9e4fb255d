import type { ByteCount, ByteOffset } from '../wire/units'

const ROW = 16

/** Sixteen bytes a line: offset, bytes, and what of them is printable ASCII. `start` is the first byte's offset. */
export const hexDump = (bytes: Uint8Array, start: ByteOffset): string => {
  const lines: string[] = []
  for (let from = 0; from < bytes.length; from += ROW) {
    const row = bytes.subarray(from, from + ROW)
    const hex = Array.from(row, byte => byte.toString(16).padStart(2, '0')).join(' ')
    const ascii = Array.from(row, byte =>
      byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·',
    ).join('')
    lines.push(`${(start + from).toString(16).padStart(8, '0')}  ${hex.padEnd(ROW * 3 - 1)}  ${ascii}`)
  }
  return lines.join('\n')
}

/** The beginning of larger blocks: all bytes of them are in the raw view. */
export const HEX_LIMIT: ByteCount = 64 * 1024
