import { openRelayChannel } from '../lib/relay/channel'
import { createRelay } from '../lib/relay/relay'
import { policyFor } from '../lib/settings/document-policy'
import { openSettings } from '../lib/settings/store'
import { offerDocument } from '../lib/transport/offer-document'

export default defineContentScript({
  matches: ['<all_urls>'],
  runAt: 'document_start',
  allFrames: true,
  matchAboutBlank: true,
  matchOriginAsFallback: true,
  noScriptStartedPostMessage: true,
  main() {
    const channel = openRelayChannel()
    if (!channel) return
    const relay = createRelay({
      channel,
      document: {
        id: `${performance.timeOrigin}-${crypto.getRandomValues(new Uint32Array(2)).join('-')}`,
        url: location.href,
        openedAt: performance.timeOrigin,
        isTopFrame: window === window.top,
        origin: self.origin,
        frameName: window.name.slice(0, 200),
      },
      now: () => performance.timeOrigin + performance.now(),
      // Gone when the extension was reloaded, updated or removed under a page that lives on.
      isAlive: () => browser.runtime?.id !== undefined,
    })
    offerDocument(link => relay.attach(link))
    openSettings(browser.storage).then(
      store => {
        relay.setPolicy(policyFor(store.settings, self.origin))
        store.subscribe(settings => relay.setPolicy(policyFor(settings, self.origin)))
      },
      // Reloaded in this very moment: the relay sees it by itself.
      () => {},
    )
  },
})
