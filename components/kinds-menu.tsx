import { BLOCK_CLASSES } from '../lib/state/shown'
import { MenuChoice, MenuItem } from './menu'
import { MenuButton } from './menu-button'
import { usePanel } from './panel-context'

/** Which kinds of blocks the events' grid shows. */
export const KindsMenu = () => {
  const { view, i18n } = usePanel()
  const { t } = i18n
  const hidden = view.hidden.value
  const face = hidden.length === 0 ? t('view.kinds') : t('view.kinds.hidden', { count: hidden.length })
  return (
    <MenuButton
      label={t('view.kinds')}
      title={t('view.kinds.hint')}
      face={<span class="tool-label">{face}</span>}
      isOn={hidden.length > 0}
    >
      {close => (
        <>
          {BLOCK_CLASSES.map(kind => (
            <MenuChoice
              key={kind}
              kind="checkbox"
              checked={!hidden.includes(kind)}
              title={kind === 'event' ? undefined : t(`kind.${kind}.hint`)}
              onChoose={() => view.toggleKind(kind)}
            >
              {t(`view.kind.${kind}`)}
            </MenuChoice>
          ))}
          <hr class="menu-line" />
          <MenuItem
            disabled={hidden.length === 0}
            onChoose={() => {
              view.showAllKinds()
              close()
            }}
          >
            {t('view.kinds.all')}
          </MenuItem>
        </>
      )}
    </MenuButton>
  )
}
