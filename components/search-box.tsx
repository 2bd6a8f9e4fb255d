import { CloseIcon, SearchIcon } from './icons'
import { usePanel } from './panel-context'

/** Looks for a text in all streams. */
export const SearchBox = () => {
  const { search, i18n } = usePanel()
  const { t } = i18n
  const text = search.text.value
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== 'ArrowDown') return
    event.preventDefault()
    document.querySelector<HTMLElement>('.search-list [tabindex="0"]')?.focus()
  }
  return (
    <search class={`filter search-box${search.error.value ? ' is-bad' : ''}`}>
      <SearchIcon />
      <input
        class="filter-input"
        type="search"
        data-search
        aria-label={t('search.name')}
        aria-invalid={search.error.value !== null}
        aria-describedby={search.error.value ? 'search-error' : undefined}
        placeholder={t('search.name')}
        title={t('search.hint')}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={event => search.set(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <button
          type="button"
          class="tool tool-small"
          aria-label={t('search.clear')}
          onClick={() => search.set('')}
        >
          <CloseIcon />
        </button>
      )}
    </search>
  )
}
