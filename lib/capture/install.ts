import type { CaptureRecord } from '../wire/records'
import type { CaptureContext } from './context'
import { createGuard } from './guard'
import { createIds } from './ids'
import { createWeakMap } from './natives'
import { observeErrors } from './observe-errors'
import { observeEventSources } from './observe-event-source'
import { observeFetch } from './observe-fetch'
import { observePipes } from './observe-pipe'
import { observeReaders } from './observe-reader'
import { observeResponses } from './observe-response'
import { observeXhr } from './observe-xhr'
import { createLatest, createOutbox } from './outbox'
import { combineUndo, patchToString, type Undo } from './patch'

export interface Capture {
  /** While it is off nothing new is recorded; what running streams lose is counted and told. */
  setRecording(isOn: boolean): void
  /** Hands on at once what has been collected. */
  flush(): void
  undo: Undo
}

export interface CaptureOptions {
  send: (records: readonly CaptureRecord[]) => void
  schedule: (callback: () => void) => void
}

/** Puts every hook of capture in place in this realm. */
export const installCapture = (scope: typeof globalThis, { send, schedule }: CaptureOptions): Capture => {
  const recording = { isOn: true }
  const latest = createLatest()
  const outbox = createOutbox({ send, schedule, latest })
  const context: CaptureContext = {
    guard: createGuard(outbox),
    responses: createWeakMap(),
    suspects: createWeakMap(),
    streams: createWeakMap(),
    bodiesOut: { count: 0 },
  }
  const nextId = createIds(context.guard)
  const undo = combineUndo([
    patchToString(),
    observeFetch(scope, { context, outbox, recording, nextId }),
    observeXhr({ context, outbox, recording, nextId }),
    observeResponses(context),
    observeReaders(context),
    observePipes(context),
    observeErrors(scope, { guard: context.guard, outbox, latest }),
    observeEventSources(scope, { context, outbox, recording, nextId, schedule }),
  ])
  return {
    setRecording: isOn => {
      recording.isOn = isOn
    },
    flush: outbox.flush,
    undo,
  }
}
