import type { ComponentChildren } from 'preact'
import type { DocumentHeading, StreamColumn, StreamRow } from '../lib/state/shown'
import { dropsText } from './drops-text'
import { FindingsBadge } from './findings-badge'
import { frameHint, frameText } from './frame-text'
import { PinIcon, StateIcon, WarningIcon } from './icons'
import { usePanel } from './panel-context'
import { Sparkline } from './sparkline'

interface CellProps {
  row: StreamRow
  isFollower: boolean
}

/** What stands in a column of a stream's row. */
export const streamCell = (column: StreamColumn, props: CellProps): ComponentChildren => {
  const Cell = CELLS[column]
  return <Cell {...props} />
}

const StateCell = ({ row }: CellProps) => {
  const { t, duration } = usePanel().i18n
  const { state, quiet } = row
  const label = quiet === null ? t(`state.${state}`) : t('state.quiet', { time: duration(quiet) })
  const hint = t(`state.${state}.hint`)
  return (
    <span
      class={`state state-${state}${quiet === null ? '' : ' is-quiet'}`}
      title={quiet === null ? hint : `${hint}\n${t('state.quiet.hint', { time: duration(quiet) })}`}
    >
      <StateIcon state={state} />
      <span class="state-label">{label}</span>
    </span>
  )
}

const KindCell = ({ row }: CellProps) => {
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

const NameCell = ({ row, isFollower }: CellProps) => {
  const { list, i18n } = usePanel()
  const drops = dropsText(i18n, row.dropped)
  return (
    <span class="name" title={row.url}>
      {list.isPinned(row.key) && <PinIcon label={i18n.t('stream.pinned')} />}
      {isFollower && (
        <span class="follower" role="img" aria-label={i18n.t('stream.reconnect')}>
          ↳
        </span>
      )}
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

const FrameCell = ({ row }: CellProps) => {
  const { i18n } = usePanel()
  return <bdi title={frameHint(i18n, row.frame)}>{frameText(i18n, row.frame)}</bdi>
}

const ActivityCell = ({ row }: CellProps) => <Sparkline arrivals={usePanel().streams.arrivals(row.key)} />

const ProtocolCell = ({ row }: CellProps) => {
  const { protocols, i18n } = usePanel()
  const seen = protocols.of(row.key)
  if (!seen) return null
  const name = i18n.t(`protocol.${seen.id}`)
  return <span title={`${name}, ${i18n.t(`protocol.confidence.${seen.confidence}`)}`}>{name}</span>
}

const RateCell = ({ row }: CellProps) => {
  const { t, bytes } = usePanel().i18n
  return <>{row.rate !== null && t('streams.rate.value', { bytes: bytes(row.rate) })}</>
}

const CELLS: Readonly<Record<StreamColumn, (props: CellProps) => ComponentChildren>> = {
  state: StateCell,
  method: ({ row }) => row.method,
  name: NameCell,
  status: ({ row }) => row.status,
  type: ({ row }) => <bdi title={row.type}>{row.type}</bdi>,
  source: ({ row }) => row.source || usePanel().i18n.t('source.unknown'),
  frame: FrameCell,
  kind: KindCell,
  activity: ActivityCell,
  start: ({ row }) => usePanel().i18n.clock(row.startedAt),
  events: ({ row }) => usePanel().i18n.number(row.events),
  chunks: ({ row }) => usePanel().i18n.number(row.chunks),
  size: ({ row }) => usePanel().i18n.bytes(row.size),
  rate: RateCell,
  time: ({ row }) => usePanel().i18n.duration(row.duration),
  protocol: ProtocolCell,
  findings: ({ row }) => <FindingsBadge badge={usePanel().findings.badge(row.key)} />,
}

/** Stands above the streams of a document. */
export const HeadingText = ({ heading }: { heading: DocumentHeading }) => {
  const { i18n } = usePanel()
  const { document, count } = heading
  return (
    <span class="document-heading">
      <bdi title={document.url}>{document.url}</bdi>
      <span class="document-facts">
        {i18n.t('group.document.facts', { time: i18n.clock(document.openedAt), count })}
      </span>
    </span>
  )
}
