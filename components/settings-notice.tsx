import { CloseIcon, WarningIcon } from './icons'
import { usePanel } from './panel-context'
import { useSettingName } from './setting-name'

/** Says which stored settings could not be used, until it is put away. */
export const SettingsNotice = () => {
  const { settings, i18n } = usePanel()
  const { t } = i18n
  const nameOf = useSettingName()
  const problems = settings.problems.value
  if (problems.length === 0) return null
  return (
    <div class="notice" role="alert">
      <WarningIcon />
      <div class="notice-body">
        {problems.map(({ setting, found }) => (
          <p key={setting} class="notice-text">
            {t('settings.problem', { setting: nameOf(setting), found })}
          </p>
        ))}
      </div>
      <button
        type="button"
        class="tool tool-small"
        aria-label={t('settings.problem.dismiss')}
        onClick={settings.dismissProblems}
      >
        <CloseIcon />
      </button>
    </div>
  )
}
