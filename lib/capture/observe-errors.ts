import { PAGE_ERROR_LENGTH } from '../wire/limits'
import type { EpochMilliseconds } from '../wire/units'
import type { Guard } from './guard'
import {
  getOwnPropertyDescriptor,
  getPrototypeOf,
  getterOf,
  listen,
  now,
  sliceText,
  unlisten,
} from './natives'
import type { Latest, Outbox } from './outbox'
import { combineUndo, type Undo } from './patch'

/** An error this late after a chunk is not put down to it, unless it comes in the same turn. */
const AFTER_CHUNK = 100
const MOST_ERRORS = 1_000

const SYNTAX_ERROR = SyntaxError.prototype

interface ErrorsOptions {
  guard: Guard
  outbox: Outbox
  latest: Latest
}

/**
 * Listens for errors that nothing in the page catches: a SyntaxError right after a chunk is most likely from
 * parsing it. Ours is the first listener of the window, and changes nothing that the page's get to see.
 */
export const observeErrors = (scope: typeof globalThis, { guard, outbox, latest }: ErrorsOptions): Undo => {
  // Tells genuine errors from what the page made to look like one, proxies included, without running any of it.
  const isError: unknown = getOwnPropertyDescriptor(Error, 'isError')?.value
  if (typeof isError !== 'function') return () => {}
  let errors = 0

  const isAfterChunk = (at: EpochMilliseconds): boolean => latest.isUnsent || at - latest.at <= AFTER_CHUNK

  const take = (error: unknown, at: EpochMilliseconds) => {
    if (!isError(error) || getPrototypeOf(error as object) !== SYNTAX_ERROR) return
    const message: unknown = getOwnPropertyDescriptor(error as object, 'message')?.value
    if (typeof message !== 'string' || ++errors > MOST_ERRORS) return
    outbox.add({
      kind: 'page-error',
      streamId: latest.streamId,
      at,
      chunkAt: latest.at,
      message: sliceText(message, 0, PAGE_ERROR_LENGTH),
    })
  }

  const observe = <Kind extends Event>(type: string, prototype: Kind, key: keyof Kind & string): Undo => {
    const errorOf = getterOf(prototype, key)
    const onEvent = (event: Event) => {
      const at = now()
      // Resources that fail to load pass here too, as events of another class.
      if (!isAfterChunk(at) || !event.isTrusted) return
      guard.run(type, null, () => {
        if (getPrototypeOf(event) === prototype) take(errorOf(event as Kind), at)
      })
    }
    listen(scope, type, onEvent, true)
    return () => unlisten(scope, type, onEvent, true)
  }

  return combineUndo([
    observe('error', ErrorEvent.prototype, 'error'),
    observe('unhandledrejection', PromiseRejectionEvent.prototype, 'reason'),
  ])
}
