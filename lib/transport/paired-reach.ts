import { browser } from 'wxt/browser'
import { onMessage, pairedPortName, sendMessage } from './messages'
import type { Reach } from './reach'

/** For a browser whose DevTools pages have no `tabs`: the background page passes everything on; see `pairPorts`. */
export const reachThroughBackground = (tabId: number): Reach => ({
  onHello: handler =>
    onMessage('documentOffered', ({ data, sender }) => {
      const isOurs = sender.tab === undefined
      if (isOurs && data.tabId === tabId) handler(data)
    }),
  connect: documentId => browser.runtime.connect({ name: pairedPortName({ tabId, documentId }) }),
  call: () => {
    // Rejected where the background page is not there yet: it will call all documents when it is.
    sendMessage('documentsWanted', tabId).catch(() => {})
  },
})
