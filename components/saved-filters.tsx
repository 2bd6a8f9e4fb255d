import { StarIcon } from './icons'
import { MenuChoice, MenuItem } from './menu'
import { MenuButton } from './menu-button'
import { usePanel } from './panel-context'

/** Filters kept for later. */
export const SavedFilters = () => {
  const { filter, i18n } = usePanel()
  const { t } = i18n
  const text = filter.text.value.trim()
  const saved = filter.saved.value
  const isSaved = saved.includes(text)
  return (
    <MenuButton
      label={t('filter.saved')}
      title={t('filter.saved.hint')}
      face={<StarIcon on={isSaved} />}
      isOn={isSaved}
    >
      {close => {
        const choose = (act: () => void) => () => {
          act()
          close()
        }
        return (
          <>
            <MenuItem
              disabled={text === '' || isSaved || filter.error.value !== null}
              onChoose={choose(filter.save)}
            >
              {t('filter.save')}
            </MenuItem>
            {isSaved && (
              <MenuItem onChoose={choose(() => filter.forget(text))}>{t('filter.forget')}</MenuItem>
            )}
            <hr class="menu-line" />
            {saved.length === 0 && <p class="menu-hint">{t('filter.saved.none')}</p>}
            {saved.map(expression => (
              <MenuChoice
                key={expression}
                kind="radio"
                checked={expression === text}
                onChoose={choose(() => filter.set(expression))}
              >
                <bdi class="menu-code">{expression}</bdi>
              </MenuChoice>
            ))}
          </>
        )
      }}
    </MenuButton>
  )
}
