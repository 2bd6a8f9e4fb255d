import { FilterBox } from './filter-box'
import { KindsMenu } from './kinds-menu'
import { usePanel } from './panel-context'
import { SavedFilters } from './saved-filters'
import { ViewMenu } from './view-menu'

/** What narrows and arranges the events. */
export const EventsBar = () => {
  const { t } = usePanel().i18n
  return (
    <div class="events-bar" role="toolbar" aria-label={t('view.bar')}>
      <FilterBox />
      <SavedFilters />
      <KindsMenu />
      <ViewMenu />
    </div>
  )
}
