import { openCaptureChannel } from '../lib/capture/channel'
import { installCapture } from '../lib/capture/install'
import { createSchedule } from '../lib/capture/schedule'

export default defineContentScript({
  matches: ['<all_urls>'],
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  main() {
    const channel = openCaptureChannel()
    if (!channel) return
    const capture = installCapture(globalThis, { send: channel.send, schedule: createSchedule(globalThis) })
    channel.onCommand(command => capture.setRecording(command === 'record'))
    addEventListener('pagehide', capture.flush, true)
  },
})
