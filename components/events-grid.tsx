import { useState } from 'preact/hooks'
import type { EventRow } from '../lib/state/shown'
import { EventMenu } from './event-menu'
import type { MenuPoint } from './menu'
import { usePanel } from './panel-context'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

/** Events, comments and odd blocks of the stream, in order. */
export const EventsGrid = () => {
  const { events, view, i18n } = usePanel()
  const { t } = i18n
  const [menu, setMenu] = useState<{ block: number; type: string | null; point: MenuPoint } | null>(null)
  const extra = view.columns.value
  const columns: GridColumn[] = [
    { id: 'since', label: t('events.time'), numeric: true },
    { id: 'gap', label: t('events.gap'), numeric: true },
    { id: 'type', label: t('events.type') },
    { id: 'id', label: t('events.id') },
    { id: 'chunk', label: t('events.chunk'), numeric: true },
    { id: 'bytes', label: t('events.size'), numeric: true },
    ...extra.map(({ name }): GridColumn => ({ id: 'json', label: name })),
    { id: 'data', label: t('events.data') },
  ]
  const selected = events.selectedRow.value
  const row = (index: number): GridRow | null => {
    const event = events.row(index)
    if (!event) return null
    const marks = [
      `is-${event.kind}`,
      event.leadsChunk ? 'leads-chunk' : 'in-chunk',
      index === selected && 'is-selected',
    ]
    return {
      key: event.index,
      className: marks.filter(Boolean).join(' '),
      cells: [
        <TimeCell row={event} />,
        <GapCell row={event} />,
        <TypeCell row={event} />,
        <IdCell row={event} />,
        <ChunkCell row={event} />,
        i18n.bytes(event.size),
        ...extra.map((_, at) => <JsonCell value={events.cells(index)[at] ?? null} />),
        <DataCell row={event} />,
      ],
    }
  }
  return (
    <>
      <VirtualGrid
        label={t('events.name')}
        className={`events${view.absolute.value ? ' has-clock' : ''}`}
        style={{ '--extra': extra.length > 0 ? `repeat(${extra.length}, minmax(70px, 180px))` : '' }}
        columns={columns}
        count={events.count.value}
        active={selected}
        row={row}
        isSelected={index => index === selected}
        follow={events.follow.value}
        onFollow={events.setFollow}
        onMove={index => events.selectRow(index)}
        onOpen={index => {
          events.selectRow(index)
          focusRegion()
        }}
        onMenu={(index, point) => {
          const found = events.row(index)
          if (!found) return
          events.selectRow(index)
          setMenu({ block: found.index, type: found.kind === 'event' ? found.type : null, point })
        }}
      />
      {menu && <EventMenu {...menu} onClose={() => setMenu(null)} />}
    </>
  )
}

const TimeCell = ({ row }: { row: EventRow }) => {
  const { view, i18n } = usePanel()
  const { t, clock, duration } = i18n
  if (row.at === null || row.since === null) return <span class="lost">{t('time.unknown')}</span>
  const [since, at] = [duration(row.since), clock(row.at)]
  const [shown, other] = view.absolute.value ? [at, `+${since}`] : [since, at]
  if (!row.isLate) return <span title={other}>{shown}</span>
  return <span title={`${other}\n${t('chunk.late')}`}>{t('chunk.at-most', { time: shown })}</span>
}

/** Since the row above; marked where the stream itself paused for longer than the user finds ordinary. */
const GapCell = ({ row }: { row: EventRow }) => {
  const { view, i18n } = usePanel()
  const { t, duration } = i18n
  const { gap, pause } = row
  if (gap === null) return null
  const shown = row.leadsChunk ? `+${duration(gap)}` : '0'
  const limit = view.gapMark.value
  const hint = pause !== null && pause !== gap ? t('events.pause', { pause: duration(pause) }) : ''
  if (limit === 0 || pause === null || pause <= limit) return <span title={hint}>{shown}</span>
  return (
    <mark class="gap-long" title={[t('events.gap.long', { limit: duration(limit) }), hint].join(' ').trim()}>
      {shown}
    </mark>
  )
}

const JsonCell = ({ value }: { value: string | null }) =>
  value === null ? null : (
    <bdi class="data" dir="auto" title={value}>
      {value}
    </bdi>
  )

/** The region appears with the selection, so it is looked for after the next paint. */
const focusRegion = () =>
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-event-detail]')?.focus())

const TypeCell = ({ row }: { row: EventRow }) => {
  const { t } = usePanel().i18n
  if (row.kind === 'event') return <bdi>{row.type}</bdi>
  return (
    <span class={`badge badge-${row.kind}`} title={t(`kind.${row.kind}.hint`)}>
      {t(`kind.${row.kind}`)}
    </span>
  )
}

const IdCell = ({ row }: { row: EventRow }) => {
  const { t } = usePanel().i18n
  if (row.id === null || row.id === '') return null
  return (
    <bdi
      class={row.setsId ? '' : 'inherited'}
      title={row.setsId ? row.id : t('events.id.inherited', { id: row.id })}
    >
      {row.id}
    </bdi>
  )
}

const ChunkCell = ({ row }: { row: EventRow }) => {
  const { t, number } = usePanel().i18n
  const name = (chunk: number) => (chunk < 0 ? t('time.unknown') : number(chunk + 1))
  const split = row.firstChunk !== row.chunk
  const [first, last] = [name(row.firstChunk), name(row.chunk)]
  return (
    <>
      {row.leadsChunk && row.inChunk > 1 && (
        <span class="chunk-group" title={t('events.in-chunk', { count: row.inChunk })}>
          ×{number(row.inChunk)}
        </span>
      )}
      <span
        class={row.isRebuilt ? 'rebuilt' : ''}
        title={row.isRebuilt ? t('chunk.rebuilt') : split ? t('events.split', { first, last }) : undefined}
      >
        {split ? `${first}–${last}` : last}
      </span>
    </>
  )
}

const DataCell = ({ row }: { row: EventRow }) => {
  const { t } = usePanel().i18n
  if (row.preview === null) return <span class="lost">{t('events.lost')}</span>
  return (
    <bdi class="data" dir="auto">
      {row.preview}
    </bdi>
  )
}
