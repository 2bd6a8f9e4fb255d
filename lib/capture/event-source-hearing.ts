import type { EpochMilliseconds } from '../wire/units'
import type { Chain } from './event-source-chain'
import type { Guard } from './guard'
import { getPrototypeOf, getterOf, now } from './natives'

/** What is heard of one EventSource, told to its chain. */
export interface Hearing {
  /** The listener. Made once: the browser adds it once a type. */
  onEvent(event: Event): void
  /** The page has called `close()`. */
  onClose(): void
}

export interface HearingOptions {
  guard: Guard
  isClosed: () => boolean
  /** Called once, when the EventSource is closed for good. */
  onClosed: () => void
}

const messagePrototype = MessageEvent.prototype
const typeOf = getterOf(Event.prototype, 'type')
const dataOf = getterOf(messagePrototype, 'data')
const lastEventIdOf = getterOf(messagePrototype, 'lastEventId')

export const hearEvents = (chain: Chain, { guard, isClosed, onClosed }: HearingOptions): Hearing => {
  let isOver = false

  const end = () => {
    if (isOver) return
    isOver = true
    onClosed()
  }

  /** `refused` where the connection has failed for good, else it is taken up again. */
  const onError = (at: EpochMilliseconds) => {
    if (!isClosed()) return chain.lose(at)
    chain.refuse()
    end()
  }

  const hear = (event: Event, at: EpochMilliseconds) => {
    const type = typeOf(event)
    // A server may name its own events `open` and `error`.
    if (getPrototypeOf(event) !== messagePrototype) {
      if (type === 'open') chain.open(at)
      else if (type === 'error') onError(at)
      return
    }
    const message = event as MessageEvent
    const data: unknown = dataOf(message)
    if (typeof data === 'string') chain.dispatch(at, type, data, lastEventIdOf(message))
  }

  return {
    onEvent: event => {
      const at = now()
      try {
        // What the page dispatches itself is no concern of the connection.
        if (event.isTrusted) hear(event, at)
      } catch (error) {
        guard.report('EventSource', chain.streamId, error)
      }
    },
    onClose: () => {
      guard.run('close', chain.streamId, () => {
        chain.close()
        end()
      })
    },
  }
}
