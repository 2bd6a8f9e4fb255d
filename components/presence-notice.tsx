import type { ComponentChildren } from 'preact'
import { WarningIcon } from './icons'
import { usePanel } from './panel-context'

export interface AbsenceNote {
  title: string
  lines: readonly string[]
}

/** Why nothing of the page is recorded; null where it is. */
export const useAbsenceNote = (): AbsenceNote | null => {
  const { presence, browserName, i18n } = usePanel()
  const { t } = i18n
  const { absence, isIgnored } = presence.presence.value
  switch (absence) {
    case 'reload':
      return { title: t('absence.reload'), lines: [t('absence.reload.why')] }
    case 'denied':
      return { title: t('absence.denied'), lines: [t(`absence.denied.${browserName}`)] }
    case 'forbidden': {
      // Firefox lets nobody look at a site with restrictions, so it cannot be told from its own pages.
      const more = browserName === 'firefox' ? [t('absence.denied.firefox')] : []
      return { title: t('absence.forbidden'), lines: [t('absence.forbidden.why'), ...more] }
    }
    default:
      return isIgnored ? { title: t('ignored.page'), lines: [t('ignored.page.why')] } : null
  }
}

/** Says what of the tab is not recorded, where the empty list does not say it already. */
export const PresenceNotice = () => {
  const { presence, streams, settings, i18n } = usePanel()
  const { t } = i18n
  const { absence, ignoredOrigins } = presence.presence.value
  const note = useAbsenceNote()
  if (absence && streams.count.value > 0 && note)
    return <Notice text={[note.title, ...note.lines].join('. ')} />
  if (ignoredOrigins.length === 0) return null
  return (
    <Notice text={t('ignored.notice', { origins: ignoredOrigins.join(', ') })}>
      <button type="button" class="button button-small" onClick={settings.open}>
        {t('settings.name')}…
      </button>
    </Notice>
  )
}

const Notice = ({ text, children }: { text: string; children?: ComponentChildren }) => (
  <div class="notice" role="status">
    <WarningIcon />
    <p class="notice-body notice-text">
      <bdi>{text}</bdi>
    </p>
    {children}
  </div>
)
