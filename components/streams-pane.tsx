import { EmptyNote } from './empty-note'
import { usePanel } from './panel-context'
import { useAbsenceNote } from './presence-notice'
import { StreamsBar } from './streams-bar'
import { StreamsGrid } from './streams-grid'

/** The list of streams, or what to do to get some. */
export const StreamsPane = () => {
  const { streams, recorder, list, showSample, i18n } = usePanel()
  const { t } = i18n
  const empty = streams.totals.value.streams === 0
  const isFilteredOut = !empty && streams.count.value === 0
  const missing = useAbsenceNote()
  return (
    <section class="pane streams-pane" aria-label={t('streams.name')}>
      <StreamsBar />
      <StreamsGrid />
      {empty &&
        (missing ? (
          <EmptyNote {...missing} />
        ) : recorder.recording.value ? (
          <EmptyNote
            title={t('empty.recording')}
            lines={[t('empty.recording.what'), t('empty.recording.reload')]}
          >
            <button type="button" class="button" onClick={showSample}>
              {t('empty.sample')}
            </button>
          </EmptyNote>
        ) : (
          <EmptyNote title={t('empty.paused')} lines={[t('empty.paused.how')]}>
            <button type="button" class="button" onClick={recorder.toggleRecording}>
              {t('empty.paused.start')}
            </button>
          </EmptyNote>
        ))}
      {isFilteredOut && (
        <EmptyNote title={t('list.none')}>
          <button type="button" class="button" onClick={list.clearFilter}>
            {t('list.clear')}
          </button>
        </EmptyNote>
      )}
    </section>
  )
}
