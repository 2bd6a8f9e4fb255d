import { apply, createWeakMap } from './natives'
import type { StreamTools } from './open-watch'
import { combineUndo, patchMethod, type Undo } from './patch'
import { createXhrFlight, type Hearing, type XhrFlight } from './xhr-flight'
import { eventType, isTrusted, listenTo, loadedBytes, unlistenTo, xhrOf } from './xhr-natives'
import { readHeader, readOpen, type XhrRequest } from './xhr-request'

/** What is known of one object since its last `open`. */
interface Opened {
  request: XhrRequest
  flight: XhrFlight | null
  /** What our listeners on the object are there for. */
  hearing: Hearing
}

const OPENED = 1
const HEADERS_RECEIVED = 2
const LOADING = 3
const DONE = 4

const EVENTS: Readonly<Record<Hearing, readonly string[]>> = {
  nothing: [],
  answer: ['readystatechange'],
  look: ['progress'],
  all: ['readystatechange', 'progress', 'load', 'error', 'abort', 'timeout'],
}

/**
 * Hooks on `open`, `setRequestHeader`, `send` and `abort`. The object stays the browser's own, and what comes is looked
 * at in its own events, by as few listeners as will do, from `send` to the end. They keep nothing alive: a request that
 * runs is kept by the browser whether or not anybody listens. Nothing is ever added to `upload`: a listener there would make
 * the browser ask the server first (a CORS preflight).
 *
 * Handlers of the page may run before ours (Chromium runs all in the order in which they were added), and may abort the
 * request or use the object again there. So `open` and `abort` first take what the page has seen, and an event that
 * comes while the object is in another state belongs to a request of the past.
 */
export const observeXhr = (tools: StreamTools): Undo => {
  const { recording, context } = tools
  const { guard } = context
  const prototype = XMLHttpRequest.prototype
  const objects = createWeakMap<XMLHttpRequest, Opened>()

  const listener = function (this: XMLHttpRequest, event: Event) {
    const opened = objects.get(this)
    const flight = opened?.flight
    if (!flight) return
    guard.run('xhr', flight.watch?.id ?? null, () => {
      if (flight.hearing() === 'nothing' || !isTrusted(event)) return
      follow(this, flight, event)
      hear(this, opened, flight.hearing())
    })
  }

  const hear = (xhr: XMLHttpRequest, opened: Opened, hearing: Hearing) => {
    if (hearing === opened.hearing) return
    const before = EVENTS[opened.hearing]
    const after = EVENTS[hearing]
    for (let i = 0; i < before.length; i++) unlistenTo(xhr, before[i] ?? '', listener, true)
    for (let i = 0; i < after.length; i++) listenTo(xhr, after[i] ?? '', listener, true)
    opened.hearing = hearing
  }

  const follow = (xhr: XMLHttpRequest, flight: XhrFlight, event: Event) => {
    const type = eventType(event)
    const state = xhrOf.readyState(xhr)
    if (type === 'readystatechange') followState(xhr, flight, state)
    else if (type === 'progress' && state >= LOADING) flight.progress(loadedBytes(event as ProgressEvent))
    else if (state === DONE) followEnd(flight, type)
  }

  const followState = (xhr: XMLHttpRequest, flight: XhrFlight, state: number) => {
    if (state === HEADERS_RECEIVED) flight.answer()
    // A status of 0 may be success or one of three failures; the next event tells.
    else if (state === DONE && (xhrOf.status(xhr) !== 0 || !flight.watch)) flight.finish()
  }

  const followEnd = (flight: XhrFlight, type: string) => {
    if (type === 'load') flight.finish()
    else if (type === 'abort') flight.end('aborted', '')
    else if (type === 'timeout') flight.end('timed-out', '')
    else if (type === 'error') flight.fail()
  }

  const patchOpen = patchMethod(prototype, ['open'], (native, self: never, args) => {
    if (!isXhr(self)) return apply(native, self, args)
    const before = objects.get(self)
    let next: Opened | undefined
    let isOpen = false
    // The page may send from a handler that runs inside `open`.
    guard.run('open', null, () => {
      before?.flight?.catchUp()
      next = { request: readOpen(args), flight: null, hearing: before?.hearing ?? 'nothing' }
      objects.set(self, next)
    })
    try {
      const result: unknown = apply(native, self, args)
      isOpen = true
      return result
    } finally {
      const opened = next
      guard.run('open', null, () => {
        if (opened && isOpen) replace(self, before, opened)
        else if (before && objects.get(self) === opened) objects.set(self, before)
      })
    }
  })

  /** [spec] XHR 3.5.1: `open` ends the request that runs, and no event tells of it. */
  const replace = (xhr: XMLHttpRequest, before: Opened | undefined, opened: Opened) => {
    before?.flight?.end('aborted', '')
    if (!opened.flight) hear(xhr, opened, 'nothing')
  }

  const patchHeader = patchMethod(prototype, ['setRequestHeader'], (native, self: never, args) => {
    const result: unknown = apply(native, self, args)
    guard.run('setRequestHeader', null, () => {
      const opened = objects.get(self)
      if (opened) readHeader(opened.request, args)
    })
    return result
  })

  const patchSend = patchMethod(prototype, ['send'], (native, self: never, args) => {
    const opened = recording.isOn ? objects.get(self) : undefined
    // The browser refuses to send twice, or before `open`.
    if (!opened || opened.flight || xhrOf.readyState(self) !== OPENED) return apply(native, self, args)
    guard.run('send', null, () => start(self, opened, args))
    let isSent = false
    try {
      const result: unknown = apply(native, self, args)
      isSent = true
      return result
    } finally {
      guard.run('send', null, () => finishSend(self, opened, isSent))
    }
  })

  const start = (xhr: XMLHttpRequest, opened: Opened, args: readonly unknown[]) => {
    const flight = createXhrFlight(xhr, opened.request, args, tools)
    opened.flight = flight
    if (opened.request.isAsync) hear(xhr, opened, flight.hearing())
  }

  /** A synchronous request is over when `send` returns. It is looked at then, and no listener is added to it. */
  const finishSend = (xhr: XMLHttpRequest, opened: Opened, isSent: boolean) => {
    const { request, flight } = opened
    if (!flight) return
    if (!isSent) {
      flight.refuse()
      hear(xhr, opened, 'nothing')
      opened.flight = null
    } else if (!request.isAsync) {
      flight.answer()
      flight.finish()
    }
  }

  const patchAbort = patchMethod(prototype, ['abort'], (native, self: never, args) => {
    guard.run('abort', null, () => objects.get(self)?.flight?.abort())
    return apply(native, self, args)
  })

  return combineUndo([patchOpen, patchHeader, patchSend, patchAbort])
}

const isXhr = (value: XMLHttpRequest): boolean => {
  try {
    return xhrOf.readyState(value) >= 0
  } catch {
    return false
  }
}
