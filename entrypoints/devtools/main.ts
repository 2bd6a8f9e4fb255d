import { createDevtoolsApi } from '../../lib/network/devtools-api'
import { createNetwork } from '../../lib/network/network'
import { createSession } from '../../lib/session/session'
import { openSettings } from '../../lib/settings/store'
import { reachDirectly } from '../../lib/transport/direct-reach'
import { reachThroughBackground } from '../../lib/transport/paired-reach'
import { watchPresence } from '../../lib/transport/presence'
import { connectRecorder } from '../../lib/transport/reach'
import { createRecorder } from '../../lib/transport/recorder'
import { share } from '../../lib/transport/shared'
import { findAddress, now, wait } from './surroundings'

const store = await openSettings(browser.storage)
const session = createSession()
const presence = watchPresence({ findAddress, wait })
const api = createDevtoolsApi()
const network = createNetwork({ api, session, isIgnored: presence.ignores, now, schedule: wait })
/** The switches of this DevTools; the next one opens with them as they were left last. */
const settings = { recording: store.settings.recording, preserveLog: store.settings.preserveLog }
const recorder = createRecorder({
  sink: session,
  now,
  keepsPast: () => settings.preserveLog,
  ...{ onPage: network.changePage, onClear: network.clear },
  onDocuments: presence.update,
})

const remember = (change: Partial<typeof settings>) => {
  Object.assign(settings, change)
  // Where the browser refuses, the switch holds for now and is not remembered.
  store.save(change).catch(() => {})
}

/** What the panel works with: this page lives as long as DevTools is open, the panel only once it was shown. */
const shared = {
  session,
  place: {},
  settings,
  presence,
  setRecording: (recording: boolean) => {
    remember({ recording })
    recorder.setRecording(recording)
    network.setRecording(recording)
  },
  setPreserveLog: (preserveLog: boolean) => remember({ preserveLog }),
  clear: recorder.clear,
}
export type SharedRecorder = typeof shared

session.setLimits(store.settings)
store.subscribe(session.setLimits)
recorder.setRecording(settings.recording)
network.setRecording(settings.recording)
browser.devtools.network.onNavigated.addListener(presence.navigated)
const reach = import.meta.env.FIREFOX ? reachThroughBackground : reachDirectly
connectRecorder(recorder, reach(browser.devtools.inspectedWindow.tabId))
browser.devtools.panels.create('Streamtap', 'icon/32.png', 'panel.html', panel =>
  panel.onShown.addListener(panelWindow => share(panelWindow, shared)),
)
