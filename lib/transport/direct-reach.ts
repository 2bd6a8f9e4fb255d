import { browser } from 'wxt/browser'
import { createLink } from './link'
import { onMessage, RECORDS_PORT, sendMessage } from './messages'
import type { Recorder } from './recorder'

/** Connects the recorder of a tab to every document of the tab that says hello. Returns its undo. */
export const connectDirectly = (tabId: number, recorder: Recorder): (() => void) => {
  const removeListener = onMessage('hello', ({ sender }) => {
    const { documentId, frameId, tab } = sender
    if (tab?.id !== tabId || !documentId || recorder.isConnected(documentId)) return
    const port = browser.tabs.connect(tabId, { name: RECORDS_PORT, documentId })
    recorder.connect(createLink(port), { id: documentId, isTopFrame: frameId === 0 })
  })
  // Rejected where no page of the tab can be reached: it will say hello by itself.
  sendMessage('recorderOpened', undefined, { tabId }).catch(() => {})
  return removeListener
}
