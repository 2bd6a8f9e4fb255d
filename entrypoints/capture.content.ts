import { openCaptureChannel } from '../lib/capture/channel'
import { installCapture } from '../lib/capture/install'
import { createSchedule } from '../lib/capture/schedule'
import { isBeforePage } from '../lib/wire/handshake'

export default defineContentScript({
  matches: ['<all_urls>'],
  world: 'MAIN',
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  main() {
    if (!isBeforePage(document)) return
    const channel = openCaptureChannel()
    const capture = installCapture(globalThis, { send: channel.send, schedule: createSchedule(globalThis) })
    channel.onCommand(command => capture.setRecording(command === 'record'))
    addEventListener('pagehide', capture.flush, true)
  },
})
