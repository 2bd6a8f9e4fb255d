import { GROUPINGS, STREAM_COLUMNS, type StreamColumn } from '../lib/state/shown'
import { useColumnFit } from './column-fit'
import { Menu, MenuChoice, MenuGroup, MenuItem, type MenuPoint } from './menu'
import { usePanel } from './panel-context'

interface ColumnsMenuProps {
  point?: MenuPoint | null
  onClose: () => void
}

/** Which columns stand in the streams grid, and how its rows are grouped. It stays open while one chooses. */
export const ColumnsMenu = ({ point = null, onClose }: ColumnsMenuProps) => {
  const { list, i18n } = usePanel()
  const { t } = i18n
  const columns = list.columns.value
  const shown = useColumnFit().columns
  const isLeftOut = (column: StreamColumn) => columns.includes(column) && !shown.includes(column)
  const { grouping } = list.options.value
  return (
    <Menu label={t('columns.name')} point={point} onClose={onClose}>
      <MenuGroup label={t('group.name')}>
        {GROUPINGS.map(name => (
          <MenuChoice
            key={name}
            kind="radio"
            checked={grouping === name}
            onChoose={() => list.setGrouping(name)}
          >
            {t(`group.${name}`)}
          </MenuChoice>
        ))}
      </MenuGroup>
      <hr class="menu-line" />
      <MenuGroup label={t('columns.shown')}>
        <div class="menu-columns">
          {STREAM_COLUMNS.map(column => (
            <MenuChoice
              key={column}
              kind="checkbox"
              checked={columns.includes(column)}
              disabled={column === 'name'}
              title={isLeftOut(column) ? t('columns.left-out.hint') : undefined}
              onChoose={() => (isLeftOut(column) ? list.holdColumn : list.toggleColumn)(column)}
            >
              {isLeftOut(column)
                ? t('columns.left-out', { column: t(COLUMN_LABELS[column]) })
                : t(COLUMN_LABELS[column])}
            </MenuChoice>
          ))}
        </div>
      </MenuGroup>
      <hr class="menu-line" />
      <MenuItem
        onChoose={() => {
          list.resetColumns()
          onClose()
        }}
      >
        {t('columns.reset')}
      </MenuItem>
    </Menu>
  )
}

export const COLUMN_LABELS = {
  state: 'streams.state',
  method: 'streams.method',
  name: 'streams.name.column',
  status: 'streams.status',
  type: 'streams.type',
  source: 'streams.source',
  frame: 'streams.frame',
  kind: 'streams.kind',
  activity: 'streams.activity',
  start: 'streams.start',
  events: 'streams.events',
  chunks: 'streams.chunks',
  size: 'streams.size',
  rate: 'streams.rate',
  time: 'streams.time',
  protocol: 'protocol.name',
  findings: 'streams.findings',
} as const satisfies Record<StreamColumn, string>
