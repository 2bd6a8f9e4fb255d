import { openRelayChannel } from '../lib/relay/channel'
import { createRelay } from '../lib/relay/relay'
import { offerDocument } from '../lib/transport/direct-relay'

export default defineContentScript({
  matches: ['<all_urls>'],
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  noScriptStartedPostMessage: true,
  main() {
    const relay = createRelay({
      channel: openRelayChannel(),
      document: {
        id: `${performance.timeOrigin}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`,
        url: location.href,
        openedAt: performance.timeOrigin,
        isTopFrame: window === window.top,
        origin: self.origin,
        frameName: window.name.slice(0, 200),
      },
      now: () => performance.timeOrigin + performance.now(),
    })
    offerDocument(link => relay.attach(link))
  },
})
