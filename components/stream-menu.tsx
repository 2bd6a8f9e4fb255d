import { COPY_KINDS } from '../lib/state/shown'
import { closingFirst, Menu, MenuChoice, MenuGroup, MenuItem, type MenuPoint } from './menu'
import { usePanel } from './panel-context'

interface StreamMenuProps {
  streamKey: string
  point: MenuPoint
  onClose: () => void
}

/** What one can do with a stream of the list; copies are of all that are selected with it. */
export const StreamMenu = ({ streamKey, point, onClose }: StreamMenuProps) => {
  const { copying, list, streams, exports, i18n } = usePanel()
  const { t } = i18n
  const then = closingFirst(onClose)
  const selected = streams.selectedInOrder()
  const copied = selected.includes(streamKey) ? selected : [streamKey]
  const hasNoEvents = copying.isBodies(copied)
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
      <MenuGroup
        label={copied.length === 1 ? t('copy.name') : t('copy.name.several', { count: copied.length })}
      >
        {COPY_KINDS.map(kind => (
          <MenuItem
            key={kind}
            disabled={!copying.isPossible(copied, kind)}
            onChoose={then(() => copying.copy(copied, kind))}
          >
            {kind === 'text' && hasNoEvents ? t('copy.body') : t(`copy.${kind}`)}
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
