import { CloseIcon, SearchIcon } from './icons'
import { usePanel } from './panel-context'

/** Finds text, or in the hex view bytes, in the body. */
export const RawFind = () => {
  const { find, raw, i18n } = usePanel()
  const { t } = i18n
  const text = find.text.value
  const count = find.count.value
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    find.step(event.shiftKey ? -1 : 1)
  }
  const hits = { place: Math.max(0, find.place.value + 1), count }
  return (
    <search class="filter raw-find">
      <SearchIcon />
      <input
        class="filter-input"
        type="search"
        data-find-raw
        aria-label={t('find.name')}
        placeholder={t('find.name')}
        title={t(raw.mode.value === 'hex' ? 'find.hint.hex' : 'find.hint')}
        spellcheck={false}
        autocomplete="off"
        value={text}
        onInput={event => find.setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {text !== '' && (
        <>
          <span class="filter-hits" role="status">
            {t(find.isSearching.value ? 'find.progress' : 'find.hits', hits)}
          </span>
          <button
            type="button"
            class="tool tool-small"
            aria-label={t('find.before')}
            title={t('find.before')}
            onClick={() => find.step(-1)}
          >
            ↑
          </button>
          <button
            type="button"
            class="tool tool-small"
            aria-label={t('find.next')}
            title={t('find.next')}
            onClick={() => find.step(1)}
          >
            ↓
          </button>
          <button
            type="button"
            class="tool tool-small"
            aria-label={t('find.clear')}
            onClick={() => find.setText('')}
          >
            <CloseIcon />
          </button>
        </>
      )}
    </search>
  )
}
