import { usePanel } from './panel-context'
import { ErrorText, useError } from './settings-fields'

/** Rules for backends of one's own, as JSON. */
export const RulesField = () => {
  const { settings, streams, i18n } = usePanel()
  const { t } = i18n
  const error = useError('messageRules')
  return (
    <fieldset class="settings-group">
      <legend class="settings-legend">
        <label for="setting-rules">{t('settings.rules')}</label>
      </legend>
      <textarea
        id="setting-rules"
        class="settings-input settings-list settings-code"
        rows={6}
        spellcheck={false}
        autocomplete="off"
        value={settings.draft.value.messageRules}
        {...error.attributes}
        aria-describedby={`setting-rules-hint ${error.text ? error.id : ''}`.trim()}
        onInput={event => settings.edit({ messageRules: event.currentTarget.value })}
      />
      <ErrorText id={error.id} text={error.text} />
      {streams.current.value && (
        <button type="button" class="button" onClick={settings.addRule}>
          {t('settings.rules.add')}
        </button>
      )}
      <p id="setting-rules-hint" class="settings-hint">
        {t('settings.rules.hint')}
      </p>
    </fieldset>
  )
}
