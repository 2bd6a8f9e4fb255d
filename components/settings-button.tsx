import { useRef } from 'preact/hooks'
import { SettingsIcon } from './icons'
import { usePanel } from './panel-context'
import { SettingsDialog } from './settings-dialog'

/** Opens the settings, and has the focus again when they are closed. */
export const SettingsButton = () => {
  const { settings, i18n } = usePanel()
  const button = useRef<HTMLButtonElement>(null)
  return (
    <>
      <button
        ref={button}
        type="button"
        class="tool"
        aria-label={i18n.t('settings.name')}
        aria-haspopup="dialog"
        title={i18n.t('settings.hint')}
        onClick={settings.open}
      >
        <SettingsIcon />
      </button>
      {settings.isOpen.value && <SettingsDialog onClosed={() => button.current?.focus()} />}
    </>
  )
}
