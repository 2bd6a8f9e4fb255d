import { EmptyNote } from './empty-note'
import { usePanel } from './panel-context'
import { TimingPlot } from './timing-plot'
import { GapClasses, GapTable, StatsTable } from './timing-tables'

/** When what came: the time axis, and the same in numbers. */
export const TimingPane = () => {
  const { timing, i18n } = usePanel()
  const stats = timing.stats.value
  if (!stats) return null
  const isUntimed = stats.chunks > 0 && stats.untimed === stats.chunks
  return (
    <div class="timing-pane">
      <TimingBar />
      <TimingNotes />
      {stats.chunks === 0 ? <EmptyNote title={i18n.t('empty.timing')} /> : !isUntimed && <TimingPlot />}
      <div class="timing-tables">
        <StatsTable />
        <GapClasses />
        <GapTable />
      </div>
    </div>
  )
}

const TimingBar = () => {
  const { timing, i18n } = usePanel()
  const { t } = i18n
  const progress = timing.progress.value
  const omitted = timing.omitted.value
  const { from, to } = timing.range.value
  const buttons = [
    ['timing.in', '+', () => timing.zoom(0.5)],
    ['timing.out', '−', () => timing.zoom(2)],
    ['timing.earlier', '←', () => timing.pan(-0.5)],
    ['timing.later', '→', () => timing.pan(0.5)],
  ] as const
  return (
    <div class="raw-bar timing-bar" role="toolbar" aria-label={t('timing.axis')}>
      <span class="timing-buttons">
        {buttons.map(([label, sign, onClick]) => (
          <button
            key={label}
            type="button"
            class="tool tool-small"
            aria-label={t(label)}
            title={t(label)}
            onClick={onClick}
          >
            {sign}
          </button>
        ))}
        <button
          type="button"
          class="tool tool-small"
          disabled={!timing.isZoomed.value}
          onClick={() => timing.setRange(null)}
        >
          {t('timing.all')}
        </button>
      </span>
      <button
        type="button"
        class="button button-small"
        title={t('timing.filter.hint')}
        onClick={timing.showEvents}
      >
        {t('timing.filter')}
      </button>
      <span class="raw-sum">
        {t('timing.class.between', { from: i18n.duration(Math.max(0, from)), to: i18n.duration(to) })}
      </span>
      {progress < 1 && (
        <span class="raw-sum">{t('timing.reading', { percent: Math.floor(progress * 100) })}</span>
      )}
      {omitted > 0 && <span class="raw-sum">{t('timing.omitted', { count: omitted })}</span>}
    </div>
  )
}

/** Says where times are not simply those of chunks that the page read. */
const TimingNotes = () => {
  const { timing, i18n } = usePanel()
  const { t } = i18n
  const stats = timing.stats.value
  if (!stats) return null
  const notes = timing.notes.value.filter(note => note !== 'devtools-body').map(note => t(`bytes.${note}`))
  if (stats.untimed > 0)
    notes.push(
      stats.untimed === stats.chunks
        ? t('timing.no-times')
        : t('timing.some-untimed', { count: stats.untimed }),
    )
  if (stats.unknownGaps > 0) notes.push(t('timing.unknown-gaps', { count: stats.unknownGaps }))
  if (notes.length === 0) return null
  return (
    <div class="raw-notes" role="note">
      {notes.map(note => (
        <p key={note}>{note}</p>
      ))}
    </div>
  )
}
