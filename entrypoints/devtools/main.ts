import { createSession } from '../../lib/session/session'
import { connectDirectly } from '../../lib/transport/direct-recorder'
import { createRecorder } from '../../lib/transport/recorder'
import { share } from '../../lib/transport/shared'

const settings = { recording: true, preserveLog: false }
const session = createSession()
const recorder = createRecorder({
  sink: session,
  now: () => performance.timeOrigin + performance.now(),
  onPageChange: isPast => {
    if (!settings.preserveLog) session.clear(isPast)
  },
})

/** What the panel works with: this page lives as long as DevTools is open, the panel only once it was shown. */
const shared = {
  session,
  settings,
  setRecording: (on: boolean) => {
    settings.recording = on
    recorder.setRecording(on)
  },
  setPreserveLog: (on: boolean) => {
    settings.preserveLog = on
  },
}
export type SharedRecorder = typeof shared

connectDirectly(browser.devtools.inspectedWindow.tabId, recorder)
browser.devtools.panels.create('Streamtap', 'icon/32.png', 'panel.html', panel =>
  panel.onShown.addListener(panelWindow => share(panelWindow, shared)),
)
