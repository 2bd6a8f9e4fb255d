import type { FilterKeyText, Suggestion } from '../lib/state/shown'
import { usePanel } from './panel-context'

export const SUGGESTIONS_ID = 'filter-suggestions'

export const suggestionId = (index: number) => `${SUGGESTIONS_ID}-${index}`

/** What the word at the caret may become. The focus stays in the box. */
export const FilterSuggestions = ({ onChoose }: { onChoose: (index: number) => void }) => {
  const { completion, i18n } = usePanel()
  const suggestions = completion.suggestions.value
  const active = completion.active.value
  return (
    <>
      <div
        id={SUGGESTIONS_ID}
        class="suggestions"
        role="listbox"
        aria-label={i18n.t('filter.suggestions')}
        hidden={suggestions.length === 0}
      >
        {suggestions.map((suggestion, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the box has the focus, and the keys.
          <div
            key={suggestion.text}
            id={suggestionId(index)}
            class="suggestion"
            role="option"
            aria-selected={index === active}
            // The box must not lose the focus to the list.
            onPointerDown={event => event.preventDefault()}
            onClick={() => onChoose(index)}
          >
            <bdi class="suggestion-text">{suggestion.text}</bdi>
            <span class="suggestion-hint">
              <Hint suggestion={suggestion} />
            </span>
          </div>
        ))}
      </div>
      <div class="visually-hidden" role="status">
        {suggestions.length > 0 && i18n.t('filter.suggestions.count', { count: suggestions.length })}
      </div>
    </>
  )
}

const KEY_HINTS = {
  'type:': 'filter.key.type',
  'id:': 'filter.key.id',
  'data:': 'filter.key.data',
  '$.': 'filter.key.path',
  'size>': 'filter.key.size',
  'gap>': 'filter.key.gap',
  'time>': 'filter.key.time',
  'chunk:': 'filter.key.chunk',
  'kind:': 'filter.key.kind',
} as const satisfies Record<FilterKeyText, string>

const isKeyText = (text: string): text is FilterKeyText => Object.hasOwn(KEY_HINTS, text)

const Hint = ({ suggestion: { kind, text } }: { suggestion: Suggestion }) => {
  const { t } = usePanel().i18n
  if (kind === 'key') return <>{isKeyText(text) ? t(KEY_HINTS[text]) : ''}</>
  return <>{t(`filter.seen.${kind}`)}</>
}
