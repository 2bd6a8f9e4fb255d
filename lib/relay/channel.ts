import {
  type CaptureCommand,
  CHANNEL_OFFERED,
  CHANNEL_WANTED,
  COMMAND_SENT,
  isBeforePage,
  RECORDS_SENT,
} from '../wire/handshake'

/** The relay's end of the private way from capture. */
export interface RelayChannel {
  /** `handler` gets what capture sent, unchecked. */
  onRecords(handler: (records: unknown) => void): void
  send(command: CaptureCommand): void
}

/**
 * Chrome gives each world a copy of its own. Firefox shows this world the page's objects, through a membrane that makes
 * each look at a byte some hundred times slower than the copy.
 */
const own = (detail: unknown): unknown => (import.meta.env.FIREFOX ? structuredClone(detail) : detail)

/** Takes the port that capture offers; see `openCaptureChannel` for the why of it. */
export const openRelayChannel = (): RelayChannel | null => {
  if (!isBeforePage(document)) return null
  let port: MessagePort | null = null
  let onRecords: (records: unknown) => void = () => {}

  const take = (event: Event) => {
    const offered = event instanceof MessageEvent ? event.ports[0] : undefined
    if (!offered) return
    event.stopImmediatePropagation()
    document.removeEventListener(CHANNEL_OFFERED, take, true)
    port = offered
    port.addEventListener(RECORDS_SENT, sent => {
      if (sent instanceof CustomEvent) onRecords(own(sent.detail))
    })
  }

  document.addEventListener(CHANNEL_OFFERED, take, true)
  document.dispatchEvent(new Event(CHANNEL_WANTED))
  return {
    onRecords: handler => {
      onRecords = handler
    },
    send: command => {
      port?.dispatchEvent(new CustomEvent(COMMAND_SENT, { detail: command }))
    },
  }
}
