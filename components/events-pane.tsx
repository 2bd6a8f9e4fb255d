import { AnswerPane } from './answer-pane'
import { EmptyNote } from './empty-note'
import { EventDetailRegion } from './event-detail'
import { EventsGrid } from './events-grid'
import { DownIcon } from './icons'
import { usePanel } from './panel-context'

/** Every block of the stream, and the selected one in full. */
export const EventsPane = () => {
  const { events } = usePanel()
  return (
    <div class={`events-pane${events.selected.value === null ? '' : ' has-detail'}`}>
      <div class="events-list">
        <EventsGrid />
        <NoEvents />
        <JumpButton />
      </div>
      <EventDetailRegion />
    </div>
  )
}

const JumpButton = () => {
  const { events, streams, i18n } = usePanel()
  const live = streams.currentLive.value
  if (!live || events.follow.value || events.count.value === 0) return null
  return (
    <button type="button" class="jump" onClick={() => events.setFollow(true)}>
      <DownIcon />
      {i18n.t('events.jump')}
    </button>
  )
}

const NoEvents = () => {
  const { events, streams, i18n } = usePanel()
  const { t } = i18n
  const answer = events.answer.value
  if (answer) return <AnswerPane answer={answer} live={streams.currentLive.value} />
  if (!events.filteredOut.value || events.filtering.value) return null
  return (
    <EmptyNote title={t('empty.filter', { filter: events.filter.value })}>
      <button type="button" class="button" onClick={() => events.setFilter('')}>
        {t('filter.clear')}
      </button>
    </EmptyNote>
  )
}
