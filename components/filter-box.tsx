import { useLayoutEffect, useRef } from 'preact/hooks'
import { FilterMessage } from './filter-message'
import { FilterSuggestions, SUGGESTIONS_ID, suggestionId } from './filter-suggestions'
import { CloseIcon, SearchIcon } from './icons'
import { usePanel } from './panel-context'
import { useFilterKeys } from './use-filter-keys'

/** Narrows the events of the current stream by an expression, and helps to write it. */
export const FilterBox = () => {
  const { filter, completion, i18n } = usePanel()
  const { t } = i18n
  const input = useRef<HTMLInputElement>(null)
  const caret = useRef<number | null>(null)
  const text = filter.text.value
  const error = filter.error.value
  const active = completion.active.value
  const isListed = completion.suggestions.value.length > 0

  // A suggestion ends where the caret goes on, once it is written.
  useLayoutEffect(() => {
    if (caret.current !== null) input.current?.setSelectionRange(caret.current, caret.current)
    caret.current = null
  })
  useLayoutEffect(() => {
    if (active >= 0) document.getElementById(suggestionId(active))?.scrollIntoView?.({ block: 'nearest' })
  }, [active])
  const choose = (index: number) => {
    caret.current = completion.accept(index)
  }
  const onKeyDown = useFilterKeys(choose)
  return (
    <search class={`filter${error ? ' is-bad' : ''}`}>
      <SearchIcon />
      <input
        ref={input}
        class="filter-input"
        type="search"
        data-filter
        aria-label={t('filter.name')}
        aria-autocomplete="list"
        aria-controls={SUGGESTIONS_ID}
        aria-activedescendant={active < 0 ? undefined : suggestionId(active)}
        aria-invalid={error !== null}
        aria-describedby={error ? 'filter-error' : undefined}
        placeholder={t('filter.placeholder')}
        title={isListed || error ? undefined : t('filter.hint')}
        spellcheck={false}
        autocomplete="off"
        autocapitalize="off"
        value={text}
        onInput={({ currentTarget }) => {
          filter.set(currentTarget.value)
          completion.open(currentTarget.selectionStart ?? currentTarget.value.length)
        }}
        onKeyDown={onKeyDown}
        onBlur={completion.close}
      />
      <FilterHits />
      {text !== '' && (
        <button
          type="button"
          class="tool tool-small"
          aria-label={t('filter.clear')}
          onClick={() => filter.set('')}
        >
          <CloseIcon />
        </button>
      )}
      {error && !isListed && <FilterMessage error={error} text={filter.text} />}
      <FilterSuggestions onChoose={choose} />
    </search>
  )
}

/** How many pass; and of how many that cannot be said for certain. */
const FilterHits = () => {
  const { filter, events, view, i18n } = usePanel()
  if (filter.applied.value === null && view.hidden.value.length === 0) return null
  const hits = { shown: events.count.value, count: events.total.value }
  const cut = events.cut.value
  return (
    <span class="filter-hits" title={cut > 0 ? i18n.t('filter.cut', { count: cut }) : undefined}>
      {i18n.t(events.filtering.value ? 'filter.progress' : 'filter.hits', hits)}
      {cut > 0 && ' *'}
    </span>
  )
}
