import type { Session } from '../../../lib/session/types'
import type { CaptureFault } from '../../../lib/wire/records'
import type { FakeStream } from './fake-stream'

/** A session to fill by hand; `changed` tells its listeners. */
export interface FakeSession extends Session {
  streams: FakeStream[]
  faults: CaptureFault[]
  changed(): void
}

export const fakeSession = (...streams: FakeStream[]): FakeSession => {
  const listeners = new Set<() => void>()
  let revision = 0
  const session: FakeSession = {
    streams,
    faults: [],
    documents: [],
    get revision() {
      return revision
    },
    stream: key => session.streams.find(stream => stream.key === key),
    openDocument: () => {},
    append: () => {},
    leaveDocument: () => {},
    setLimits: () => {},
    clear() {
      session.streams = []
      session.faults = []
      session.changed()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    changed() {
      revision++
      for (const listener of listeners) listener()
    },
  }
  return session
}

export const fault = (message: string): CaptureFault => ({
  kind: 'capture-fault',
  streamId: null,
  at: 0,
  where: 'fetch',
  message,
})
