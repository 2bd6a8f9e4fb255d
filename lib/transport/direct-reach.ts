import { browser } from 'wxt/browser'
import { onMessage, RECORDS_PORT, sendMessage } from './messages'
import type { Reach } from './reach'

/** For a browser whose DevTools pages have `tabs`: nothing stands between recorder and document. */
export const reachDirectly = (tabId: number): Reach => ({
  onHello: handler =>
    onMessage('hello', ({ sender: { documentId, frameId, tab } }) => {
      if (tab?.id === tabId && documentId && frameId !== undefined) handler({ documentId, frameId })
    }),
  connect: documentId => browser.tabs.connect(tabId, { name: RECORDS_PORT, documentId }),
  call: () => {
    // Rejected where no page of the tab can be reached: it will say hello by itself.
    sendMessage('recorderOpened', undefined, { tabId }).catch(() => {})
  },
})
