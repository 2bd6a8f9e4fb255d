import { useLayoutEffect, useRef } from 'preact/hooks'
import { usePanel } from './panel-context'
import { RulesField } from './rules-field'
import { EarlyField, IgnoredField, LimitFields, LinesField } from './settings-fields'

/** The settings of all tabs. Nothing holds before it is saved, so that no limit drops bytes while it is being typed. */
export const SettingsDialog = ({ onClosed }: { onClosed: () => void }) => {
  const { settings, i18n } = usePanel()
  const { t } = i18n
  const dialog = useRef<HTMLDialogElement>(null)
  useLayoutEffect(() => {
    const { current } = dialog
    current?.showModal()
    return () => {
      // While it is open nothing outside of it takes the focus.
      current?.close()
      onClosed()
    }
  }, [])

  const onSubmit = async (event: Event) => {
    event.preventDefault()
    if (!(await settings.save()))
      requestAnimationFrame(() =>
        dialog.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus(),
      )
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // DevTools would take what the dialog does not.
    event.stopPropagation()
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    settings.close()
  }
  return (
    <dialog
      ref={dialog}
      class="settings"
      aria-labelledby="settings-title"
      onKeyDown={onKeyDown}
      onCancel={settings.close}
      onClose={settings.close}
    >
      <form class="settings-form" noValidate onSubmit={onSubmit}>
        <h2 id="settings-title" class="settings-title">
          {t('settings.name')}
        </h2>
        <div class="settings-body">
          <EarlyField />
          <LimitFields />
          <IgnoredField />
          <LinesField field="ignoredFindings" />
          <LinesField field="budgets" />
          <RulesField />
        </div>
        {settings.failure.value && (
          <p class="settings-error settings-failure" role="alert">
            {t('settings.error.store', { message: settings.failure.value })}
          </p>
        )}
        <div class="settings-actions">
          <button type="button" class="button" onClick={settings.restoreDefaults}>
            {t('settings.defaults')}
          </button>
          <span class="settings-space" />
          <button type="button" class="button" onClick={settings.close}>
            {t('settings.cancel')}
          </button>
          <button type="submit" class="button button-main">
            {t('settings.save')}
          </button>
        </div>
      </form>
    </dialog>
  )
}
