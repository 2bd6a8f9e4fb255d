import type { SearchRow } from '../lib/state/shown'
import { CloseIcon } from './icons'
import { usePanel } from './panel-context'
import { type GridColumn, type GridRow, VirtualGrid } from './virtual-grid'

/** What the search through all streams found, stream by stream; a line leads to its place. */
export const SearchResults = () => {
  const { search, i18n } = usePanel()
  const { t } = i18n
  if (search.text.value.trim() === '') return null
  const error = search.error.value
  const columns: GridColumn[] = [
    { id: 'place', label: t('search.place') },
    { id: 'since', label: t('events.time'), numeric: true },
    { id: 'excerpt', label: t('search.excerpt') },
  ]
  const row = (index: number): GridRow | null => {
    const line = search.row(index)
    if (!line) return null
    return {
      key: line.kind === 'stream' ? line.key : `${line.key}/${line.block}/${line.offset}`,
      className: `${line.kind === 'stream' ? 'is-stream' : ''}${index === search.selected.value ? ' is-selected' : ''}`,
      cells: line.kind === 'stream' ? streamCells(line) : hitCells(line),
    }
  }
  return (
    <section class="search-results" aria-label={t('search.results')}>
      <div class="search-bar">
        <Summary />
        <button
          type="button"
          class="tool tool-small"
          aria-label={t('search.close')}
          title={t('search.close')}
          onClick={() => search.set('')}
        >
          <CloseIcon />
        </button>
      </div>
      {error ? (
        <p id="search-error" class="filter-error search-error" role="alert">
          {t(`search.error.${error.code}`, { detail: error.detail })}
        </p>
      ) : (
        <VirtualGrid
          label={t('search.list')}
          className="search-list"
          columns={columns}
          count={search.count.value}
          active={search.selected.value}
          row={row}
          isSelected={index => index === search.selected.value}
          follow={false}
          onFollow={() => {}}
          onMove={(index, _modifiers, target) => (target ? search.jump(index) : search.select(index))}
          onOpen={search.jump}
        />
      )}
    </section>
  )
}

/** Counts, how far it is, and a way to stop it. */
const Summary = () => {
  const { search, i18n } = usePanel()
  const { t } = i18n
  const status = search.status.value
  const { events, bytes, streams } = search.totals.value
  const percent = Math.floor(search.progress.value * 100)
  const parts = [t('search.events', { count: events })]
  if (bytes > 0) parts.push(t('search.bytes', { count: bytes }))
  parts.push(t('search.streams', { count: streams }))
  return (
    <>
      <span class="search-sum">{parts.join(' · ')}</span>
      {status === 'running' && (
        <>
          <progress class="search-progress" aria-label={t('search.progress')} max={100} value={percent} />
          <button type="button" class="button button-small" onClick={search.stop}>
            {t('search.stop')}
          </button>
        </>
      )}
      {status === 'stopped' && (
        <>
          <span class="note">{t('search.stopped', { percent })}</span>
          <button type="button" class="button button-small" onClick={search.resume}>
            {t('search.resume')}
          </button>
        </>
      )}
      <span class="visually-hidden" role="status">
        {status === 'done' && parts.join(', ')}
        {status === 'stopped' && t('search.stopped', { percent })}
      </span>
      <span class="search-space" />
    </>
  )
}

const streamCells = (line: Extract<SearchRow, { kind: 'stream' }>) => [
  <bdi>{line.name}</bdi>,
  null,
  <StreamCounts line={line} />,
]

const StreamCounts = ({ line }: { line: Extract<SearchRow, { kind: 'stream' }> }) => {
  const { t } = usePanel().i18n
  const parts: string[] = []
  if (line.events > 0) parts.push(t('search.events', { count: line.events }))
  if (line.bytes > 0) parts.push(t('search.bytes', { count: line.bytes }))
  if (line.listed < line.events + line.bytes) parts.push(t('search.listed', { count: line.listed }))
  return <>{parts.join(' · ')}</>
}

const hitCells = (line: Extract<SearchRow, { kind: 'hit' }>) => [
  <HitPlace line={line} />,
  <HitTime line={line} />,
  line.excerpt && (
    <bdi class="excerpt" dir="auto">
      {line.excerpt.before}
      <mark>{line.excerpt.match}</mark>
      {line.excerpt.after}
    </bdi>
  ),
]

const HitPlace = ({ line }: { line: Extract<SearchRow, { kind: 'hit' }> }) => {
  const { t, number } = usePanel().i18n
  if (!line.inText) return <>{t('search.at', { offset: number(line.offset) })}</>
  return (
    <>
      {number(line.block + 1)} <bdi class="search-type">{line.type}</bdi>
    </>
  )
}

const HitTime = ({ line }: { line: Extract<SearchRow, { kind: 'hit' }> }) => {
  const { duration } = usePanel().i18n
  return <>{line.since === null ? '' : duration(line.since)}</>
}
