import { GAP_MARKS } from '../lib/state/shown'
import { MenuChoice, MenuGroup } from './menu'
import { MenuButton } from './menu-button'
import { usePanel } from './panel-context'

/** How the events' grid shows times, gaps and values from JSON. */
export const ViewMenu = () => {
  const { view, i18n } = usePanel()
  const { t } = i18n
  const columns = view.columns.value
  return (
    <MenuButton
      label={t('view.name')}
      title={t('view.hint')}
      face={<span class="tool-label">{t('view.name')}</span>}
      isOn={columns.length > 0}
    >
      {() => (
        <>
          <MenuGroup label={t('events.time')}>
            <MenuChoice kind="radio" checked={!view.absolute.value} onChoose={() => view.setAbsolute(false)}>
              {t('view.relative')}
            </MenuChoice>
            <MenuChoice kind="radio" checked={view.absolute.value} onChoose={() => view.setAbsolute(true)}>
              {t('view.absolute')}
            </MenuChoice>
          </MenuGroup>
          <MenuGroup label={t('view.gap')}>
            {GAP_MARKS.map(gap => (
              <MenuChoice
                key={gap}
                kind="radio"
                checked={gap === view.gapMark.value}
                onChoose={() => view.setGapMark(gap)}
              >
                {gap === 0 ? t('view.gap.none') : i18n.duration(gap)}
              </MenuChoice>
            ))}
          </MenuGroup>
          <MenuGroup label={t('columns.json')}>
            {columns.length === 0 && <p class="menu-hint">{t('columns.none')}</p>}
            {columns.map(({ name }) => (
              <MenuChoice key={name} kind="checkbox" checked onChoose={() => view.removeColumn(name)}>
                <bdi class="menu-code">{name}</bdi>
              </MenuChoice>
            ))}
          </MenuGroup>
        </>
      )}
    </MenuButton>
  )
}
