import type { CaptureContext } from './context'
import { createChain } from './event-source-chain'
import { type Hearing, hearEvents } from './event-source-hearing'
import {
  apply,
  argument,
  construct,
  createWeakMap,
  getOwnPropertyDescriptor,
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

const CONNECTING = 0
const CLOSED = 2

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
  const hearings = createWeakMap<EventSource, Hearing>()
  let running = 0

  const watch = (source: EventSource, begun: number) => {
    const chain = createChain(begun, {
      url: urlOf(source),
      isConnecting: () => readyStateOf(source) === CONNECTING,
      schedule: callback => schedule(() => guard.run('EventSource', chain.streamId, callback)),
      outbox,
      recording,
      nextId,
      bodiesOut,
    })
    const hearing = hearEvents(chain, {
      guard,
      isClosed: () => readyStateOf(source) === CLOSED,
      onClosed: () => {
        running--
      },
    })
    hearings.set(source, hearing)
    running++
    listen(source, 'open', hearing.onEvent, true)
    listen(source, 'message', hearing.onEvent, true)
    listen(source, 'error', hearing.onEvent, true)
  }

  const patchNew = patchConstructor(scope, 'EventSource', (target, args, newTarget) => {
    const begun = now()
    const source: EventSource = construct(target, args, newTarget)
    guard.run('EventSource', null, () => watch(source, begun))
    return source
  })

  const patchClose = patchMethod(prototype, ['close'], (target, self, args) => {
    const result: unknown = apply(target, self, args)
    hearings.get(self)?.onClose()
    return result
  })

  /** Which types the server will name is not known before: ours is there one call ahead of the page's first. */
  const listenFirst = (source: EventSource, args: readonly unknown[]) => {
    const hearing = hearings.get(source)
    const type = hearing && argument(args, 0)
    if (!hearing || typeof type !== 'string' || !argument(args, 1)) return
    // A second one of the same type is not added.
    guard.run('addEventListener', null, () => listen(source, type, hearing.onEvent, true))
  }

  const patchListen = patchMethod(
    EventTarget.prototype,
    ['addEventListener'],
    (target, self, args) => {
      listenFirst(self, args)
      return apply(target, self, args)
    },
    () => running > 0,
  )

  return combineUndo([patchNew, patchClose, patchListen])
}
