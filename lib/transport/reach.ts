import type { Browser } from 'wxt/browser'
import type { DocumentId } from '../wire/units'
import { createLink } from './link'
import type { Recorder } from './recorder'

/** A document that says hello, as the browser, not the page, names it. */
export interface OfferedDocument {
  documentId: DocumentId
  /** 0 is the page itself. */
  frameId: number
}

/** How a recorder reaches the documents of its tab. */
export interface Reach {
  /** `handler` gets every document that says hello. Returns its undo. */
  onHello(handler: (document: OfferedDocument) => void): () => void
  /** Opens a port to that document and to no other. */
  connect(documentId: DocumentId): Browser.runtime.Port
  /** Asks all documents of the tab to say hello. */
  call(): void
}

/** Connects the recorder of a tab to every document that says hello, once. Returns its undo. */
export const connectRecorder = (recorder: Recorder, { onHello, connect, call }: Reach): (() => void) => {
  const removeListener = onHello(({ documentId, frameId }) => {
    if (recorder.isConnected(documentId)) return
    recorder.connect(createLink(connect(documentId)), { id: documentId, isTopFrame: frameId === 0 })
  })
  call()
  return removeListener
}
