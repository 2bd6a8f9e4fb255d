import { HEX_ROW_LENGTH, type HexRow } from '../lib/state/shown'
import { ChunkMark } from './chunk-mark'
import { HoleText } from './hole-text'
import { usePanel } from './panel-context'
import { type RawCursor, useRawCursor } from './use-raw-cursor'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

/** The body as sixteen bytes a row; a bar stands before the first byte of each chunk. */
export const HexGrid = () => {
  const { raw, i18n } = usePanel()
  const { t } = i18n
  const cursor = useRawCursor()
  const columns: GridColumn[] = [
    { id: 'offset', label: t('raw.offset'), numeric: true },
    { id: 'mark', label: t('raw.chunk') },
    { id: 'hex', label: t('raw.hex') },
    { id: 'ascii', label: t('raw.text') },
  ]
  const row = (index: number): GridRow | null => {
    const bytes = raw.hexRow(index)
    if (!bytes) return null
    const first = raw.chunk(bytes.begins[0] ?? -1)
    return {
      key: index,
      className: bytes.hole ? 'is-hole' : '',
      cells: [
        bytes.start.toString(16).padStart(8, '0'),
        first && <ChunkMark chunk={first} more={bytes.begins.length - 1} />,
        bytes.hole ? <HoleText hole={bytes.hole} /> : <Bytes row={bytes} cursor={cursor} show={hex} />,
        bytes.hole ? null : <Bytes row={bytes} cursor={cursor} show={ascii} />,
      ],
    }
  }
  return (
    <VirtualGrid
      {...cursor.grid}
      label={t('raw.hex.name')}
      className="raw raw-hex"
      columns={columns}
      row={row}
    />
  )
}

const hex = (byte: number) => byte.toString(16).padStart(2, '0')
const ascii = (byte: number) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '·')

interface BytesProps {
  row: HexRow
  cursor: RawCursor
  show: (byte: number) => string
}

const Bytes = ({ row, cursor, show }: BytesProps) => (
  <span class="bytes" style={{ '--bytes': HEX_ROW_LENGTH }}>
    {Array.from(row.bytes ?? [], (byte, at) => (
      <span key={at} class={byteClass(row, at, marksOf(cursor, row.start + at))} data-offset={row.start + at}>
        {show(byte)}
      </span>
    ))}
  </span>
)

const marksOf = (cursor: RawCursor, offset: number): string => {
  const byte = { start: offset, end: offset + 1 }
  return `${cursor.isMarked(byte) ? ' marked' : ''}${cursor.isFound(byte) ? ' found' : ''}`
}

const byteClass = ({ chunks, begins }: HexRow, at: number, marks: string): string => {
  const chunk = chunks[at] ?? -1
  const border = chunk !== chunks[at - 1] && begins.includes(chunk)
  return `byte${chunk % 2 === 1 ? ' odd' : ''}${border ? ' border' : ''}${marks}`
}
