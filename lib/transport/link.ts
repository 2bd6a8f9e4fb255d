import type { Browser } from 'wxt/browser'

/** One port between a relay and a recorder. Messages are unchecked; sending on a closed link does nothing. */
export interface Link {
  send(message: object): void
  onMessage(handler: (message: unknown) => void): void
  /** Called once, whichever side or the browser closed it. */
  onClose(handler: () => void): void
  close(): void
}

export const createLink = (port: Browser.runtime.Port): Link => {
  const closeHandlers: (() => void)[] = []
  let isClosed = false

  const markClosed = () => {
    if (isClosed) return
    isClosed = true
    for (const handler of closeHandlers) handler()
  }

  port.onDisconnect.addListener(markClosed)
  return {
    send: message => {
      if (isClosed) return
      try {
        port.postMessage(message)
      } catch {
        // The other side is gone and the browser did not say so: a frozen page, a reloaded extension.
        markClosed()
      }
    },
    onMessage: handler => port.onMessage.addListener(message => handler(message)),
    onClose: handler => closeHandlers.push(handler),
    close: () => {
      if (isClosed) return
      try {
        port.disconnect()
      } catch {
        // As above: there is nothing left to close.
      }
      markClosed()
    },
  }
}
