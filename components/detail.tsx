import { DETAIL_TABS, type DetailTab } from '../lib/state/shown'
import { EmptyNote } from './empty-note'
import { EventsPane } from './events-pane'
import { FindingsBadge } from './findings-badge'
import { FindingsPane } from './findings-pane'
import { MessagePane } from './message-pane'
import { usePanel } from './panel-context'
import { ParseAs } from './parse-as'
import { RawPane } from './raw-pane'
import { RequestPane } from './request-pane'
import { TimingPane } from './timing-pane'

const PANES = {
  events: EventsPane,
  message: MessagePane,
  timing: TimingPane,
  raw: RawPane,
  request: RequestPane,
  findings: FindingsPane,
} as const

/** The selected stream, one tab at a time. */
export const Detail = () => {
  const { detail, streams, i18n } = usePanel()
  const { t } = i18n
  const stream = streams.current.value
  if (!stream) {
    const any = streams.totals.value.streams > 0
    return (
      <section class="pane" aria-label={t('detail.name')}>
        <EmptyNote title={t('empty.unselected')} lines={any ? [t('empty.unselected.how')] : []} />
      </section>
    )
  }
  const tab = detail.tab.value
  const Pane = PANES[tab]
  return (
    <section class="pane" aria-label={t('detail.name')}>
      <div class="tab-bar">
        <Tabs />
        <ParseAs />
      </div>
      <div id="detail-panel" class="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`}>
        <Pane key={stream.key} />
      </div>
    </section>
  )
}

const Tabs = () => {
  const { detail, i18n } = usePanel()
  const current = detail.tab.value
  const onKeyDown = (event: KeyboardEvent) => {
    const target = tabAt(event.key, current)
    if (!target || !(event.currentTarget instanceof Element)) return
    event.preventDefault()
    detail.setTab(target)
    event.currentTarget.querySelector<HTMLElement>(`#tab-${target}`)?.focus()
  }
  return (
    <div class="tabs" role="tablist" aria-label={i18n.t('detail.name')} onKeyDown={onKeyDown}>
      {DETAIL_TABS.map(tab => (
        <button
          key={tab}
          id={`tab-${tab}`}
          type="button"
          class="tab"
          role="tab"
          aria-label={i18n.t(`tab.${tab}`)}
          aria-selected={tab === current}
          aria-controls="detail-panel"
          tabIndex={tab === current ? 0 : -1}
          onClick={() => detail.setTab(tab)}
        >
          {i18n.t(`tab.${tab}`)}
          {tab === 'findings' && <CurrentBadge />}
        </button>
      ))}
    </div>
  )
}

const CurrentBadge = () => {
  const { findings, streams } = usePanel()
  return <FindingsBadge badge={findings.badge(streams.current.value?.key ?? '')} />
}

const tabAt = (key: string, current: DetailTab): DetailTab | undefined => {
  const at = DETAIL_TABS.indexOf(current)
  const last = DETAIL_TABS.length - 1
  if (key === 'ArrowRight') return DETAIL_TABS[at === last ? 0 : at + 1]
  if (key === 'ArrowLeft') return DETAIL_TABS[at === 0 ? last : at - 1]
  if (key === 'Home') return DETAIL_TABS[0]
  return key === 'End' ? DETAIL_TABS[last] : undefined
}
