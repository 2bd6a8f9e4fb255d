import { FORMAT_IDS, isFormatChoice } from '../lib/state/shown'
import { formatName, formatReason } from './format-text'
import { usePanel } from './panel-context'

/** Lets the user say what the bytes of the stream are. */
export const ParseAs = () => {
  const { parse, i18n } = usePanel()
  const { t } = i18n
  const view = parse.shown.value
  if (!view) return null
  const { choice, automatic } = view
  const isChosen = choice !== 'auto'
  const choose = (value: string) => {
    if (isFormatChoice(value)) parse.choose(value)
  }
  return (
    <label
      class={`parse-as${isChosen ? ' is-chosen' : ''}`}
      title={t(isChosen ? 'parse.by.user' : 'parse.hint')}
    >
      <span class="parse-label">{t('parse.name')}</span>
      <select
        aria-label={t('parse.name')}
        value={choice}
        onChange={event => choose(event.currentTarget.value)}
      >
        <option value="auto">
          {t('parse.auto', { format: formatName(i18n, automatic), why: formatReason(i18n, automatic) })}
        </option>
        {FORMAT_IDS.map(id => (
          <option key={id} value={id}>
            {t(`format.${id}`)}
          </option>
        ))}
        <option value="none">{t('format.none')}</option>
      </select>
    </label>
  )
}
