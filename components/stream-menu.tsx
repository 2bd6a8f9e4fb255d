import { COPY_KINDS } from '../lib/state/shown'
import { closingFirst, Menu, MenuChoice, MenuGroup, MenuItem, type MenuPoint } from './menu'
import { usePanel } from './panel-context'

interface StreamMenuProps {
  streamKey: string
  point: MenuPoint
  onClose: () => void
}

/** What one can do with a stream of the list. */
export const StreamMenu = ({ streamKey, point, onClose }: StreamMenuProps) => {
  const { copying, list, exports, i18n } = usePanel()
  const { t } = i18n
  const then = closingFirst(onClose)
  return (
    <Menu label={t('stream.menu')} point={point} onClose={onClose}>
      <MenuItem shortcut="P" onChoose={then(() => list.togglePin(streamKey))}>
        {t(list.isPinned(streamKey) ? 'stream.unpin' : 'stream.pin')}
      </MenuItem>
      <MenuItem
        onChoose={then(() => {
          exports.setOpen(true)
          exports.setScope('selected')
        })}
      >
        {t('stream.export')}
      </MenuItem>
      <hr class="menu-line" />
      <MenuGroup label={t('copy.name')}>
        {COPY_KINDS.map(kind => (
          <MenuItem key={kind} onChoose={then(() => copying.copy(streamKey, kind))}>
            {t(`copy.${kind}`)}
          </MenuItem>
        ))}
      </MenuGroup>
      <hr class="menu-line" />
      <MenuChoice kind="checkbox" checked={copying.redact.value} onChoose={copying.toggleRedact}>
        {t('export.redact')}
      </MenuChoice>
    </Menu>
  )
}
