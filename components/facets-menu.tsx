import { STREAM_GROUPS } from '../lib/state/shown'
import { Menu, MenuChoice, MenuGroup } from './menu'
import { usePanel } from './panel-context'

/** Which states, sources and types the list shows; all where none of a kind is chosen. */
export const FacetsMenu = ({ onClose }: { onClose: () => void }) => {
  const { list, streams, i18n } = usePanel()
  const { t } = i18n
  const { filter } = list.options.value
  const { sources, types } = streams.facets()
  return (
    <Menu label={t('list.facets')} onClose={onClose}>
      <MenuGroup label={t('streams.state')}>
        {STREAM_GROUPS.map(group => (
          <MenuChoice
            key={group}
            kind="checkbox"
            checked={filter.states.includes(group)}
            onChoose={() => list.setFilter({ states: toggled(filter.states, group) })}
          >
            {t(`list.state.${group}`)}
          </MenuChoice>
        ))}
      </MenuGroup>
      {sources.length > 0 && (
        <MenuGroup label={t('streams.source')}>
          {sources.map(({ value, count }) => (
            <MenuChoice
              key={value}
              kind="checkbox"
              checked={filter.sources.includes(value)}
              onChoose={() => list.setFilter({ sources: toggled(filter.sources, value) })}
            >
              {t('list.facet', { value, count })}
            </MenuChoice>
          ))}
        </MenuGroup>
      )}
      {types.length > 0 && (
        <MenuGroup label={t('streams.type')}>
          {types.map(({ value, count }) => (
            <MenuChoice
              key={value}
              kind="checkbox"
              checked={filter.types.includes(value)}
              onChoose={() => list.setFilter({ types: toggled(filter.types, value) })}
            >
              <bdi class="menu-value">{t('list.facet', { value, count })}</bdi>
            </MenuChoice>
          ))}
        </MenuGroup>
      )}
    </Menu>
  )
}

const toggled = <T,>(list: readonly T[], value: T): readonly T[] =>
  list.includes(value) ? list.filter(each => each !== value) : [...list, value]
