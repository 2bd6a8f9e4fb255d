import { BLOCK_COPY_KINDS, quoted } from '../lib/state/shown'
import { closingFirst, Menu, MenuItem, type MenuPoint } from './menu'
import { usePanel } from './panel-context'

interface EventMenuProps {
  /** The block it is about. */
  block: number
  /** Null where it is no event. */
  type: string | null
  point: MenuPoint
  onClose: () => void
}

/** What can be done with an event. */
export const EventMenu = ({ block, type, point, onClose }: EventMenuProps) => {
  const { inspect, filter, detail, events, i18n } = usePanel()
  const { t } = i18n
  const byType = `type=${quoted(type ?? '')}`
  const possible = inspect.copies(block)
  const choose = closingFirst(onClose)
  return (
    <Menu label={t('event.menu')} point={point} onClose={onClose}>
      {BLOCK_COPY_KINDS.map(kind => (
        <MenuItem
          key={kind}
          disabled={!possible.includes(kind)}
          onChoose={choose(() => inspect.copy(block, kind))}
        >
          {t(`event.copy.${kind}`)}
        </MenuItem>
      ))}
      <hr class="menu-line" />
      <MenuItem disabled={type === null} onChoose={choose(() => filter.set(byType))}>
        {t('event.menu.only')}
      </MenuItem>
      <MenuItem
        disabled={type === null}
        onChoose={choose(() => filter.set(`${filter.text.value} -${byType}`.trim()))}
      >
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
    </Menu>
  )
}
