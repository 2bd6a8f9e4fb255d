import { AnswerPane } from './answer-pane'
import { EmptyNote } from './empty-note'
import { EventDetailRegion } from './event-detail'
import { EventsBar } from './events-bar'
import { EventsGrid } from './events-grid'
import { DownIcon } from './icons'
import { usePanel } from './panel-context'

/** Every block of the stream, and the selected one in full. */
export const EventsPane = () => {
  const { events } = usePanel()
  return (
    <div class="events-view">
      <EventsBar />
      <div class={`events-pane${events.selected.value === null ? '' : ' has-detail'}`}>
        <div class="events-list">
          <EventsGrid />
          <NoEvents />
          <FollowButton />
        </div>
        <EventDetailRegion />
      </div>
    </div>
  )
}

/** A live stream is followed until the user looks at something else; says so, and goes back on demand. */
const FollowButton = () => {
  const { events, streams, i18n } = usePanel()
  const { t } = i18n
  const isLoose = streams.currentLive.value && !events.follow.value && events.count.value > 0
  const missed = events.missed.value
  return (
    <>
      <span class="visually-hidden" role="status">
        {isLoose && t('events.let-go')}
      </span>
      {isLoose && (
        <button type="button" class="jump" title={t('events.let-go')} onClick={() => events.setFollow(true)}>
          <DownIcon />
          {missed > 0 ? t('events.jump', { count: missed }) : t('events.follow')}
        </button>
      )}
    </>
  )
}

const NoEvents = () => {
  const { events, filter, view, streams, i18n } = usePanel()
  const { t } = i18n
  const answer = events.answer.value
  if (answer) return <AnswerPane answer={answer} live={streams.currentLive.value} />
  if (!events.filteredOut.value || events.filtering.value) return null
  if (filter.applied.value === null)
    return (
      <EmptyNote title={t('empty.kinds')}>
        <button type="button" class="button" onClick={view.showAllKinds}>
          {t('view.kinds.all')}
        </button>
      </EmptyNote>
    )
  return (
    <EmptyNote title={t('empty.filter', { filter: filter.text.value })}>
      <button type="button" class="button" onClick={() => filter.set('')}>
        {t('filter.clear')}
      </button>
    </EmptyNote>
  )
}
