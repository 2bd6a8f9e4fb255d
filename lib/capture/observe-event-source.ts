import type { EpochMilliseconds } from '../wire/units'
import type { CaptureContext } from './context'
import { type Chain, createChain } from './event-source-chain'
import {
  apply,
  argument,
  construct,
  createWeakMap,
  getOwnPropertyDescriptor,
  getPrototypeOf,
  getterOf,
  listen,
  now,
} from './natives'
import type { Outbox } from './outbox'
import { combineUndo, patchConstructor, patchMethod, type Undo } from './patch'

export interface EventSourceOptions {
  context: CaptureContext
  outbox: Outbox
  recording: { isOn: boolean }
  nextId: () => number
  schedule: (callback: () => void) => void
}

type OnEvent = (event: Event) => void

interface Watched {
  chain: Chain
  onEvent: OnEvent
}

/**
 * Hooks on the `EventSource` constructor, on its `close`, and on `addEventListener`. The page gets the browser's own
 * object; what it dispatches is heard by a listener of ours on that object. Ours captures and is there before the
 * page's first of that type, so it runs first, whatever theirs do.
 *
 * A browser keeps an EventSource until it is closed, whether or not it has listeners, so ours keeps none alive.
 */
export const observeEventSources = (scope: typeof globalThis, options: EventSourceOptions): Undo => {
  const native: unknown = getOwnPropertyDescriptor(scope, 'EventSource')?.value
  if (typeof native !== 'function') return () => {}
  const { context, outbox, recording, nextId, schedule } = options
  const { guard, bodiesOut } = context
  const prototype: EventSource = native.prototype
  const urlOf = getterOf(prototype, 'url')
  const readyStateOf = getterOf(prototype, 'readyState')
  const watched = createWeakMap<EventSource, Watched>()
  let isUsed = false

  const watch = (source: EventSource, begun: EpochMilliseconds) => {
    const isConnecting = () => readyStateOf(source) === CONNECTING
    const chain = createChain(begun, {
      url: urlOf(source),
      isConnecting,
      schedule: callback => schedule(() => guard.run('EventSource', chain.streamId, callback)),
      outbox,
      recording,
      nextId,
      bodiesOut,
    })
    const onEvent: OnEvent = event => {
      const at = now()
      try {
        // What the page dispatches itself is no concern of the connection.
        if (event.isTrusted) hear(event, at, chain, isConnecting)
      } catch (error) {
        guard.report('EventSource', chain.streamId, error)
      }
    }
    watched.set(source, { chain, onEvent })
    isUsed = true
    listen(source, 'open', onEvent, true)
    listen(source, 'message', onEvent, true)
    listen(source, 'error', onEvent, true)
  }

  const patchNew = patchConstructor(scope, 'EventSource', (target, args, newTarget) => {
    const begun = now()
    const source: EventSource = construct(target, args, newTarget)
    guard.run('EventSource', null, () => watch(source, begun))
    return source
  })

  const patchClose = patchMethod(prototype, ['close'], (target, self, args) => {
    const result: unknown = apply(target, self, args)
    const entry = watched.get(self)
    if (entry) guard.run('close', entry.chain.streamId, entry.chain.close)
    return result
  })

  /** Which types the server names is not known before: ours is there one call ahead of the page's first. */
  const patchListen = patchMethod(
    EventTarget.prototype,
    ['addEventListener'],
    (target, self: never, args) => {
      const entry = isUsed ? watched.get(self) : undefined
      if (entry)
        guard.run('addEventListener', entry.chain.streamId, () => {
          const type = argument(args, 0)
          // A second one of the same type is not added.
          if (typeof type === 'string' && argument(args, 1)) listen(self, type, entry.onEvent, true)
        })
      return apply(target, self, args)
    },
  )

  return combineUndo([patchNew, patchClose, patchListen])
}

const CONNECTING = 0

const messagePrototype = MessageEvent.prototype
const typeOf = getterOf(Event.prototype, 'type')
const dataOf = getterOf(messagePrototype, 'data')
const lastEventIdOf = getterOf(messagePrototype, 'lastEventId')

const hear = (event: Event, at: EpochMilliseconds, chain: Chain, isConnecting: () => boolean) => {
  const type = typeOf(event)
  // A server may name its own events `open` and `error`.
  if (getPrototypeOf(event) === messagePrototype) {
    const message = event as MessageEvent
    const data: unknown = dataOf(message)
    if (typeof data === 'string') chain.dispatch(at, type, data, lastEventIdOf(message))
  } else if (type === 'open') chain.open(at)
  else if (type === 'error') {
    if (isConnecting()) chain.lose(at)
    else chain.refuse()
  }
}
