import type { TextRow, Translator } from '../lib/state/shown'
import { ChunkMark } from './chunk-mark'
import { HoleText } from './hole-text'
import { usePanel } from './panel-context'
import { useRawCursor } from './use-raw-cursor'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

/** The body line by line; a chunk's first line says when it came. */
export const TextGrid = () => {
  const { raw, i18n } = usePanel()
  const { t } = i18n
  const cursor = useRawCursor()
  const columns: GridColumn[] = [
    { id: 'offset', label: t('raw.offset'), numeric: true },
    { id: 'mark', label: t('raw.chunk') },
    { id: 'line', label: t('raw.text') },
  ]
  const row = (index: number): GridRow | null => {
    const line = raw.textRow(index)
    if (!line) return null
    const marks = [
      line.leads && 'leads-chunk',
      cursor.isMarked(line) && 'is-marked',
      cursor.isFound(line) && 'is-found',
      line.hole && 'is-hole',
    ]
    return {
      key: index,
      className: marks.filter(Boolean).join(' '),
      cells: [
        i18n.number(line.start),
        line.leads && <ChunkMark chunk={line.leads} more={0} />,
        line.hole ? <HoleText hole={line.hole} /> : <Line row={line} />,
      ],
    }
  }
  return (
    <VirtualGrid
      {...cursor.grid}
      label={t('raw.text.name')}
      className="raw raw-text"
      columns={columns}
      row={row}
    />
  )
}

const Line = ({ row }: { row: TextRow }) => {
  const { t } = usePanel().i18n
  return (
    <bdi class="line" dir="ltr" data-offset={row.start}>
      {row.parts.map((part, at) => (
        <span key={at} class={`part-${part.kind}`} title={hintOf(part, t)}>
          {part.text}
        </span>
      ))}
    </bdi>
  )
}

type TextPart = TextRow['parts'][number]

/** What is not text is said in words as well. */
const hintOf = ({ kind }: TextPart, t: Translator['t']): string | undefined => {
  if (kind === 'byte-order-mark') return t('raw.bom')
  return kind === 'broken' ? t('raw.broken') : undefined
}
