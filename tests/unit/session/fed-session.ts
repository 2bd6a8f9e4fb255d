import { DEFAULT_LIMITS } from '../../../lib/session/session'
import type { Session } from '../../../lib/session/types'
import type { CaptureFault } from '../../../lib/wire/records'
import type { FedStream } from './fed-stream'

/** Streams fed by hand, each of its own session, as if they were of one. */
export interface FedSession extends Session {
  streams: FedStream[]
  faults: CaptureFault[]
  /** Tells the listeners. */
  changed(): void
}

export const fedSession = (...streams: FedStream[]): FedSession => {
  const listeners = new Set<() => void>()
  const find = (key: string) => session.streams.find(stream => stream.key === key)
  let revision = 0
  const session: FedSession = {
    streams,
    faults: [],
    documents: [],
    limits: DEFAULT_LIMITS,
    get revision() {
      return revision
    },
    stream: find,
    chain: key => find(key)?.session.chain(key) ?? [],
    openDocument: () => {},
    append: () => {},
    leaveDocument: () => {},
    parseAs(key, choice) {
      find(key)?.parseAs(choice)
      session.changed()
    },
    setLimits(limits) {
      for (const stream of session.streams) stream.session.setLimits(limits)
    },
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
