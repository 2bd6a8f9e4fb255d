import type { CopyKind } from '../lib/state/shown'
import { quoted } from '../lib/state/shown'
import { ContextMenu, type MenuPlace } from './context-menu'
import { MenuItem } from './menu-item'
import { usePanel } from './panel-context'

interface EventMenuProps {
  /** The block it is about. */
  block: number
  type: string
  place: MenuPlace
  onClose: () => void
}

const COPIES: readonly CopyKind[] = ['data', 'json', 'sse', 'id']

/** What can be done with an event. */
export const EventMenu = ({ block, type, place, onClose }: EventMenuProps) => {
  const { inspect, filter, detail, events, i18n } = usePanel()
  const { t } = i18n
  const possible = inspect.copies(block)
  const choose = (act: () => void) => () => {
    onClose()
    act()
  }
  return (
    <ContextMenu label={t('event.menu')} place={place} onClose={onClose}>
      {COPIES.map(kind => (
        <MenuItem
          key={kind}
          disabled={!possible.includes(kind)}
          onChoose={choose(() => inspect.copy(block, kind))}
        >
          {t(`copy.${kind}`)}
        </MenuItem>
      ))}
      <hr class="menu-line" />
      <MenuItem onChoose={choose(() => filter.set(`type=${quoted(type)}`))}>{t('event.menu.only')}</MenuItem>
      <MenuItem onChoose={choose(() => filter.set(`${filter.text.value} -type=${quoted(type)}`.trim()))}>
        {t('event.menu.without')}
      </MenuItem>
      <hr class="menu-line" />
      <MenuItem
        onChoose={choose(() => {
          events.select(block)
          detail.setTab('raw')
        })}
      >
        {t('event.menu.raw')}
      </MenuItem>
    </ContextMenu>
  )
}
