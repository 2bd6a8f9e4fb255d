import { browser } from 'wxt/browser'
import { createLink, type Link } from './link'
import { onMessage, RECORDS_PORT, sendMessage } from './messages'

/**
 * Offers this document to the recorder of its tab: hello now, after a return from the back/forward cache, and when a
 * recorder opens. The recorder connects; a content script that connected itself would reach every tab's recorder.
 */
export const offerDocument = (attach: (link: Link) => void): void => {
  const links = new Set<Link>()

  browser.runtime.onConnect.addListener(port => {
    if (port.name !== RECORDS_PORT) return
    const link = createLink(port)
    links.add(link)
    link.onClose(() => links.delete(link))
    attach(link)
  })

  const hello = () => {
    // Rejected where no DevTools is open: nobody is there to hear it.
    sendMessage('hello', undefined).catch(() => {})
  }
  onMessage('recorderOpened', hello)
  // Chrome closes the port of a page that it freezes without telling this side; Firefox leaves it open.
  addEventListener('pagehide', event => {
    if (event.persisted) for (const link of links) link.close()
  })
  addEventListener('pageshow', event => {
    if (event.persisted) hello()
  })
  hello()
}
