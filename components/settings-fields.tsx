import { LIMIT_NAMES, type LimitName, type LineField, type SettingError } from '../lib/state/shown'
import { usePanel } from './panel-context'
import { useSettingName } from './setting-name'

export const EarlyField = () => {
  const { settings, i18n } = usePanel()
  const { t } = i18n
  return (
    <fieldset class="settings-group">
      <legend class="settings-legend">{t('settings.recording')}</legend>
      <label class="settings-check">
        <input
          type="checkbox"
          checked={settings.draft.value.recordEarly}
          aria-describedby="setting-early-hint"
          onChange={event => settings.edit({ recordEarly: event.currentTarget.checked })}
        />
        {t('settings.early')}
      </label>
      <p id="setting-early-hint" class="settings-hint">
        {t('settings.early.hint')}
      </p>
    </fieldset>
  )
}

export const LimitFields = () => {
  const { t } = usePanel().i18n
  return (
    <fieldset class="settings-group">
      <legend class="settings-legend">{t('settings.limits')}</legend>
      {LIMIT_NAMES.map(name => (
        <LimitField key={name} name={name} />
      ))}
      <p class="settings-hint">{t('settings.limits.hint')}</p>
    </fieldset>
  )
}

const LimitField = ({ name }: { name: LimitName }) => {
  const { settings } = usePanel()
  const nameOf = useSettingName()
  const error = useError(name)
  return (
    <div class="settings-limit">
      <label for={`setting-${name}`}>{nameOf(name)}</label>
      <input
        id={`setting-${name}`}
        class="settings-input settings-number"
        inputMode="decimal"
        autocomplete="off"
        value={settings.draft.value[name]}
        {...error.attributes}
        onInput={event => settings.edit({ [name]: event.currentTarget.value })}
      />
      <ErrorText id={error.id} text={error.text} />
    </div>
  )
}

export const IgnoredField = () => {
  const { settings, i18n } = usePanel()
  const { t } = i18n
  const error = useError('ignoredOrigins')
  const origin = settings.ignorable.value
  return (
    <fieldset class="settings-group">
      <legend class="settings-legend">
        <label for="setting-ignored">{t('settings.ignored')}</label>
      </legend>
      <textarea
        id="setting-ignored"
        class="settings-input settings-list"
        rows={4}
        spellcheck={false}
        autocomplete="off"
        value={settings.draft.value.ignoredOrigins}
        {...error.attributes}
        aria-describedby={`setting-ignored-hint ${error.text ? error.id : ''}`.trim()}
        onInput={event => settings.edit({ ignoredOrigins: event.currentTarget.value })}
      />
      <ErrorText id={error.id} text={error.text} />
      {origin && (
        <button type="button" class="button" onClick={settings.ignoreOrigin}>
          {t('settings.ignore', { origin })}
        </button>
      )}
      <p id="setting-ignored-hint" class="settings-hint">
        {t('settings.ignored.hint')}
      </p>
    </fieldset>
  )
}

const LINE_HINTS = { ignoredFindings: 'settings.findings.hint', budgets: 'settings.budgets.hint' } as const

/** A setting of one entry a line. */
export const LinesField = ({ field }: { field: LineField }) => {
  const { settings, i18n } = usePanel()
  const { t } = i18n
  const nameOf = useSettingName()
  const error = useError(field)
  return (
    <fieldset class="settings-group">
      <legend class="settings-legend">
        <label for={`setting-${field}`}>{nameOf(field)}</label>
      </legend>
      <textarea
        id={`setting-${field}`}
        class="settings-input settings-list"
        rows={3}
        spellcheck={false}
        autocomplete="off"
        value={settings.draft.value[field]}
        {...error.attributes}
        aria-describedby={`setting-${field}-hint ${error.text ? error.id : ''}`.trim()}
        onInput={event => settings.edit({ [field]: event.currentTarget.value })}
      />
      <ErrorText id={error.id} text={error.text} />
      <p id={`setting-${field}-hint`} class="settings-hint">
        {t(LINE_HINTS[field])}
      </p>
    </fieldset>
  )
}

export const ErrorText = ({ id, text }: { id: string; text: string }) =>
  text === '' ? null : (
    <p id={id} class="settings-error" role="alert">
      {text}
    </p>
  )

export const useError = (field: SettingError['field']) => {
  const { settings } = usePanel()
  const textOf = useErrorText()
  const error = settings.errors.value.find(each => each.field === field)
  const id = `setting-${field}-error`
  const attributes = error ? { 'aria-invalid': true, 'aria-describedby': id } : {}
  return { id, attributes, text: error ? textOf(error) : '' }
}

const useErrorText = () => {
  const { t } = usePanel().i18n
  return (error: SettingError): string => {
    if (error.field === 'messageRules') return t('settings.error.rules')
    if ('least' in error) return t('settings.error.limit', { least: error.least, most: error.most })
    const { bad } = error
    if (error.field !== 'ignoredOrigins')
      return bad.length > 0 ? t('settings.error.line', { entry: bad[0] ?? '' }) : t('settings.error.many')
    return bad.length > 0 ? t('settings.error.origin', { entries: bad.join(' ') }) : t('settings.error.many')
  }
}
