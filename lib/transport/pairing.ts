import { type Browser, browser } from 'wxt/browser'
import { isObject } from '../wire/guards'
import { createLink, type Link } from './link'
import { onMessage, RECORDS_PORT, readPairedPortName, sendMessage } from './messages'

const callDocuments = (tabId: number) => {
  // Rejected where no page of the tab can be reached: it will say hello by itself.
  sendMessage('recorderOpened', undefined, { tabId }).catch(() => {})
}

/** Pages of the extension that are no tab: DevTools pages. Content scripts and pages in tabs have one. */
const isDevToolsPage = (sender: Browser.runtime.MessageSender | undefined): boolean =>
  sender?.tab === undefined && sender?.url?.startsWith(browser.runtime.getURL('/')) === true

/** What one port gets, the other sends; when one closes, so does the other. */
export const pairPorts = (one: Browser.runtime.Port, other: Browser.runtime.Port): void => {
  const [a, b] = [createLink(one), createLink(other)]
  passOn(a, b)
  passOn(b, a)
}

const passOn = (from: Link, to: Link) => {
  from.onMessage(message => {
    if (isObject(message)) to.send(message)
  })
  from.onClose(to.close)
}

/**
 * Stands between the recorders and the documents of their tabs, for a browser whose DevTools pages have no `tabs`.
 * Keeps nothing: hellos go on to every recorder with the tab they come from, and each port of a recorder names the
 * document that it wants.
 */
export const pairRecorders = async (): Promise<void> => {
  onMessage('hello', ({ sender: { documentId, frameId, tab } }) => {
    if (tab?.id === undefined || !documentId || frameId === undefined) return
    // Rejected where no DevTools is open: nobody is there to hear it.
    sendMessage('documentOffered', { tabId: tab.id, documentId, frameId }).catch(() => {})
  })
  onMessage('documentsWanted', ({ data: tabId, sender }) => {
    if (isDevToolsPage(sender)) callDocuments(tabId)
  })
  browser.runtime.onConnect.addListener(port => {
    const wanted = readPairedPortName(port.name)
    if (!wanted || !isDevToolsPage(port.sender)) return port.disconnect()
    const { tabId, documentId } = wanted
    pairPorts(port, browser.tabs.connect(tabId, { name: RECORDS_PORT, documentId }))
  })
  // What was said before this page was there has not been heard.
  for (const { id } of await browser.tabs.query({})) if (id !== undefined) callDocuments(id)
}
