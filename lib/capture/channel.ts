import {
  type CaptureCommand,
  CHANNEL_OFFERED,
  CHANNEL_WANTED,
  COMMAND_SENT,
  isBeforePage,
  RECORDS_SENT,
} from '../wire/handshake'
import type { CaptureRecord } from '../wire/records'
import { bare, getterOf, listen, NativeCustomEvent, uncurry } from './natives'

/** Capture's end of the private way to the relay. */
export interface CaptureChannel {
  send(records: readonly CaptureRecord[]): void
  onCommand(handler: (command: CaptureCommand) => void): void
}

const detailOf = getterOf(CustomEvent.prototype, 'detail')
const dispatch = uncurry(EventTarget.prototype.dispatchEvent)

/**
 * A MessagePort serves as the common object: both worlds hold the same port, and events dispatched on it arrive at once
 * and in order, even while the page is being left. It outlives `document.open()`, which removes the listeners of
 * `window` and `document`. Whichever script comes first, the port is handed over before the page's first script;
 * where that has run there is none.
 */
export const openCaptureChannel = (): CaptureChannel | null => {
  if (!isBeforePage(document)) return null
  const { port1: port } = new MessageChannel()
  const offer = () => {
    dispatch(document, new MessageEvent(CHANNEL_OFFERED, { ports: [port] }))
  }
  const onWanted = (event: Event) => {
    event.stopImmediatePropagation()
    offer()
  }
  document.addEventListener(CHANNEL_WANTED, onWanted, { once: true, capture: true })
  offer()
  const init: CustomEventInit<readonly CaptureRecord[] | null> = bare({ detail: null })
  return {
    send: records => {
      init.detail = records
      const event = new NativeCustomEvent(RECORDS_SENT, init)
      init.detail = null
      dispatch(port, event)
    },
    onCommand: handler => {
      listen(port, COMMAND_SENT, event => {
        const command = detailOf(event as CustomEvent<unknown>)
        if (command === 'record' || command === 'pause') handler(command)
      })
    },
  }
}
