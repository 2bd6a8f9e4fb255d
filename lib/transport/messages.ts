import { defineExtensionMessaging } from '@webext-core/messaging'

interface Protocol {
  /** Relay to recorders: this document is here. A recorder of the same tab connects to it. */
  hello(): void
  /** Recorder to the relays of its tab: say hello again. */
  recorderOpened(): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()

/** Names the ports that carry records, so that no other port of the extension is taken for one. */
export const RECORDS_PORT = 'streamtap-records'
