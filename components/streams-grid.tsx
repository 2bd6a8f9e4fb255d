import type { StreamRow } from '../lib/state/shown'
import { dropsText } from './drops-text'
import { FindingsBadge } from './findings-badge'
import { frameHint, frameText } from './frame-text'
import { StateIcon, WarningIcon } from './icons'
import { usePanel } from './panel-context'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

/** Every stream of the session, newest last. */
export const StreamsGrid = () => {
  const { streams, findings, i18n } = usePanel()
  const { t } = i18n
  const columns: GridColumn[] = [
    { id: 'state', label: t('streams.state') },
    { id: 'method', label: t('streams.method') },
    { id: 'name', label: t('streams.name.column') },
    { id: 'frame', label: t('streams.frame') },
    { id: 'kind', label: t('streams.kind') },
    { id: 'events', label: t('streams.events'), numeric: true },
    { id: 'size', label: t('streams.size'), numeric: true },
    { id: 'time', label: t('streams.time'), numeric: true },
    { id: 'findings', label: t('streams.findings') },
  ]
  const selected = streams.selected.value
  const row = (index: number): GridRow | null => {
    const stream = streams.row(index)
    if (!stream) return null
    return {
      key: stream.key,
      className: `stream is-${stream.state}${selected.has(stream.key) ? ' is-selected' : ''}`,
      cells: [
        <StateCell row={stream} />,
        stream.method,
        <NameCell row={stream} />,
        <bdi title={frameHint(i18n, stream.frame)}>{frameText(i18n, stream.frame)}</bdi>,
        <KindCell row={stream} />,
        i18n.number(stream.events),
        i18n.bytes(stream.size),
        i18n.duration(stream.duration),
        <FindingsBadge badge={findings.badge(stream.key)} />,
      ],
    }
  }
  return (
    <VirtualGrid
      label={t('streams.name')}
      className="streams"
      columns={columns}
      count={streams.count.value}
      active={streams.currentIndex.value}
      row={row}
      isSelected={index => selected.has(streams.keyAt(index) ?? '')}
      multiple
      follow={streams.follow.value}
      onFollow={streams.setFollow}
      onMove={(index, { shift, toggle }) =>
        streams.select(index, shift ? 'range' : toggle ? 'toggle' : 'only')
      }
      onOpen={index => {
        streams.select(index, 'only')
        focusDetail()
      }}
      onSelectAll={streams.selectAll}
    />
  )
}

const focusDetail = () => document.querySelector<HTMLElement>('[role="tab"][aria-selected="true"]')?.focus()

const StateCell = ({ row }: { row: StreamRow }) => {
  const { t } = usePanel().i18n
  return (
    <span class={`state state-${row.state}`} title={t(`state.${row.state}.hint`)}>
      <StateIcon state={row.state} />
      <span class="state-label">{t(`state.${row.state}`)}</span>
    </span>
  )
}

const KindCell = ({ row }: { row: StreamRow }) => {
  const { t } = usePanel().i18n
  const hints = [row.kind]
  if (row.formatChosenBy === 'user') hints.push(t('parse.by.user'))
  if (row.seenByDevTools) hints.push(t('devtools.hint'))
  return (
    <span title={hints.join('\n')} class={row.formatChosenBy === 'user' ? 'is-chosen' : ''}>
      {row.kind}
      {row.seenByDevTools && <span class="badge badge-quiet">{t('devtools.badge')}</span>}
    </span>
  )
}

const NameCell = ({ row }: { row: StreamRow }) => {
  const { i18n } = usePanel()
  const drops = dropsText(i18n, row.dropped)
  return (
    <span class="name" title={row.url}>
      <bdi class="name-text">{row.name}</bdi>
      {row.status !== null && row.status >= 400 && <span class="badge badge-bad">{row.status}</span>}
      {drops && (
        <span class="badge badge-warn" title={drops} role="img" aria-label={drops}>
          <WarningIcon />
        </span>
      )}
    </span>
  )
}
