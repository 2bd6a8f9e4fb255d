import { useEffect, useLayoutEffect } from 'preact/hooks'
import type { PanelState } from '../lib/state/panel-state'
import { Detail } from './detail'
import { FaultsNotice } from './faults-notice'
import { KeysDialog } from './keys-dialog'
import { PanelContext } from './panel-context'
import { PresenceNotice } from './presence-notice'
import { SearchResults } from './search-results'
import { SettingsNotice } from './settings-notice'
import { SplitPane } from './split-pane'
import { StatusBar } from './status-bar'
import { StreamsPane } from './streams-pane'
import { Toast } from './toast'
import { Toolbar } from './toolbar'
import { useShortcuts } from './use-shortcuts'

/** How often running durations move on. */
const CLOCK_MS = 1000

export const App = ({ state }: { state: PanelState }) => {
  const theme = state.theme.value
  const { t, locale } = state.i18n
  useShortcuts(state)
  useLayoutEffect(() => {
    const { documentElement } = document
    documentElement.dataset.theme = theme
    documentElement.lang = locale
  }, [theme, locale])
  useEffect(() => {
    const timer = setInterval(state.streams.passTime, CLOCK_MS)
    return () => clearInterval(timer)
  }, [state])
  return (
    <PanelContext.Provider value={state}>
      <main class="panel" aria-label={t('panel.name')}>
        <h1 class="visually-hidden">{t('panel.name')}</h1>
        <Toolbar />
        <FaultsNotice />
        <SettingsNotice />
        <PresenceNotice />
        <SplitPane
          label={t('panel.divider')}
          share={state.list.split.value}
          onShare={state.list.setSplit}
          first={<StreamsPane />}
          second={<Detail />}
        />
        <SearchResults />
        <StatusBar />
        <Toast />
        <KeysDialog />
      </main>
    </PanelContext.Provider>
  )
}
