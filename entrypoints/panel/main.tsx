import { render } from 'preact'
import { App } from '../../components/app'
import '../../components/panel.css'
import { resolveLocale } from '../../lib/i18n/locale'
import { openSettings } from '../../lib/settings/store'
import { openViewStore } from '../../lib/settings/view-store'
import { createPanelState } from '../../lib/state/panel-state'
import { receiveShared } from '../../lib/transport/shared'
import type { SharedRecorder } from '../devtools/main'
import { copyText } from './copy-text'
import { download, filePart } from './download'
import { currentTheme, watchTheme } from './theme'

const recorder = await receiveShared<SharedRecorder>()
const state = createPanelState({
  session: recorder.session,
  locale: resolveLocale(browser.i18n.getUILanguage()),
  theme: currentTheme(),
  version: browser.runtime.getManifest().version,
  settings: recorder.settings,
  settingsStore: await openSettings(browser.storage),
  viewStore: await openViewStore(browser.storage),
  presence: recorder.presence,
  place: recorder.place,
  browserName: import.meta.env.FIREFOX ? 'firefox' : 'chrome',
  commands: {
    setRecording: recorder.setRecording,
    setPreserveLog: recorder.setPreserveLog,
    clear: recorder.clear,
    copy: copyText,
    filePart,
    download,
  },
})
watchTheme(state.setTheme)
addEventListener('pagehide', state.dispose)
render(<App state={state} />, document.body)
