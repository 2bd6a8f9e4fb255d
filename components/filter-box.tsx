import { CloseIcon, SearchIcon } from './icons'
import { usePanel } from './panel-context'

/** Narrows the events of the current stream. */
export const FilterBox = () => {
  const { events, streams, i18n } = usePanel()
  const text = events.filter.value
  const filtered = text !== '' && streams.current.value !== null
  const hits = { shown: events.count.value, count: events.total.value }
  return (
    <search class="filter">
      <SearchIcon />
      <input
        class="filter-input"
        type="search"
        data-filter
        aria-label={i18n.t('filter.name')}
        placeholder={i18n.t('filter.name')}
        title={i18n.t('filter.hint')}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={event => events.setFilter(event.currentTarget.value)}
      />
      {filtered && (
        <span class="filter-hits">
          {i18n.t(events.filtering.value ? 'filter.progress' : 'filter.hits', hits)}
        </span>
      )}
      {text !== '' && (
        <button
          type="button"
          class="tool tool-small"
          aria-label={i18n.t('filter.clear')}
          onClick={() => events.setFilter('')}
        >
          <CloseIcon />
        </button>
      )}
    </search>
  )
}
