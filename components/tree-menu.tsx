import { pathOf, printPath, quoted, sourceOf, stringOf, type TreeRow } from '../lib/state/shown'
import { closingFirst, Menu, MenuItem, type MenuPoint } from './menu'
import { usePanel } from './panel-context'

interface TreeMenuProps {
  row: TreeRow
  point: MenuPoint
  onClose: () => void
}

/** What can be done with a value of a JSON tree. */
export const TreeMenu = ({ row, point, onClose }: TreeMenuProps) => {
  const { notice, view, filter, i18n } = usePanel()
  const { t } = i18n
  const path = pathOf(row)
  const isScalar = row.node.kind !== 'object' && row.node.kind !== 'array' && !row.range
  const source = sourceOf(row.text, row.node)
  const value = row.node.kind === 'string' ? stringOf(row.text, row.node) : source
  const written = row.node.kind === 'string' ? `"${value.replace(/["\\]/g, '\\$&')}"` : quoted(source)
  const choose = closingFirst(onClose)
  return (
    <Menu label={t('tree.menu')} point={point} onClose={onClose}>
      <MenuItem onChoose={choose(() => notice.copy(value))}>{t('tree.copy.value')}</MenuItem>
      <MenuItem onChoose={choose(() => notice.copy(printPath(path)))}>{t('tree.copy.path')}</MenuItem>
      <hr class="menu-line" />
      <MenuItem
        disabled={path.length === 0}
        onChoose={choose(() => view.addColumn(path) || notice.say('too-many-columns'))}
      >
        {t('tree.column')}
      </MenuItem>
      <MenuItem
        disabled={!isScalar || path.length === 0 || value.length > 500}
        onChoose={choose(() => filter.set(`${printPath(path)}=${written}`))}
      >
        {t('tree.filter')}
      </MenuItem>
    </Menu>
  )
}
