import { useState } from 'preact/hooks'
import { isFiltering } from '../lib/state/shown'
import { ColumnsMenu } from './columns-menu'
import { FacetsMenu } from './facets-menu'
import { CloseIcon, ColumnsIcon, FunnelIcon } from './icons'
import { usePanel } from './panel-context'

/** What narrows and arranges the list of streams. */
export const StreamsBar = () => {
  const { list, streams, i18n } = usePanel()
  const { t } = i18n
  const { filter, grouping } = list.options.value
  const [open, setOpen] = useState<'facets' | 'columns' | null>(null)
  const close = () => setOpen(null)
  const hasFacets = filter.states.length + filter.sources.length + filter.types.length > 0
  const hidden = streams.hidden.value
  return (
    <div class="streams-bar" role="toolbar" aria-label={t('list.name')}>
      <input
        class="streams-filter"
        type="search"
        data-filter-streams
        aria-label={t('list.filter')}
        placeholder={t('list.filter')}
        title={t('list.filter.hint')}
        spellcheck={false}
        autocomplete="off"
        value={filter.text}
        onInput={event => list.setFilter({ text: event.currentTarget.value })}
      />
      {hidden > 0 && (
        <span class="streams-hidden" title={t('list.hidden.hint')}>
          {t('list.hidden', { count: hidden })}
        </span>
      )}
      {isFiltering(filter) && (
        <button
          type="button"
          class="tool tool-small"
          aria-label={t('list.clear')}
          title={t('list.clear')}
          onClick={list.clearFilter}
        >
          <CloseIcon />
        </button>
      )}
      <div class="menu-anchor">
        <button
          type="button"
          class={`tool tool-small${hasFacets ? ' is-on' : ''}`}
          aria-label={t('list.facets')}
          title={t('list.facets')}
          aria-haspopup="menu"
          aria-expanded={open === 'facets'}
          onClick={() => setOpen(open === 'facets' ? null : 'facets')}
        >
          <FunnelIcon />
        </button>
        {open === 'facets' && <FacetsMenu onClose={close} />}
      </div>
      <div class="menu-anchor">
        <button
          type="button"
          class={`tool tool-small${grouping === 'none' ? '' : ' is-on'}`}
          aria-label={t('columns.name')}
          title={t('columns.name')}
          aria-haspopup="menu"
          aria-expanded={open === 'columns'}
          onClick={() => setOpen(open === 'columns' ? null : 'columns')}
        >
          <ColumnsIcon />
        </button>
        {open === 'columns' && <ColumnsMenu onClose={close} />}
      </div>
    </div>
  )
}
