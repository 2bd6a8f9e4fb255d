import { defineExtensionMessaging } from '@webext-core/messaging'
import type { DocumentId } from '../wire/units'
import type { OfferedDocument } from './reach'

interface Protocol {
  /** Relay to recorders: this document is here. A recorder of the same tab connects to it. */
  hello(): void
  /** Recorder to the relays of its tab: say hello again. */
  recorderOpened(): void
  /** Background to recorders: this document of this tab has said hello. */
  documentOffered(document: OfferedDocument & { tabId: number }): void
  /** Recorder to background: let the documents of this tab say hello. */
  documentsWanted(tabId: number): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()

/** Names the ports that carry records, so that no other port of the extension is taken for one. */
export const RECORDS_PORT = 'streamtap-records'

/** The document that a recorder wants to be paired with. */
export interface WantedDocument {
  tabId: number
  documentId: DocumentId
}

export const pairedPortName = ({ tabId, documentId }: WantedDocument): string =>
  `${RECORDS_PORT} ${tabId} ${documentId}`

/** Null where the port is none of a recorder's. */
export const readPairedPortName = (name: string): WantedDocument | null => {
  const [kind, tabId, documentId, ...more] = name.split(' ')
  if (kind !== RECORDS_PORT || !tabId || !documentId || more.length > 0) return null
  return { tabId: Number(tabId), documentId }
}
