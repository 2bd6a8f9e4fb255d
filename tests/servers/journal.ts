import type { IncomingHttpHeaders } from 'node:http'
import type { ByteCount, EpochMilliseconds } from '../../lib/wire/units.ts'

/** One write to the response body. The bytes are those handed to HTTP, before chunked framing. */
export interface SentWrite {
  at: EpochMilliseconds
  bytes: Uint8Array
}

/** What the server received and wrote for one request. It fills while the stream runs. */
export interface SentStream {
  id: string
  /** The request's place among all stream requests of this server; counts up from 1. */
  order: number
  at: EpochMilliseconds
  method: string
  /** Path and query. */
  url: string
  headers: IncomingHttpHeaders
  body: string
  /** Null until the response's head was written. */
  status: number | null
  /** The response's content type without parameters; '' until its head was written. */
  contentType: string
  writes: SentWrite[]
  /** How many of the written bytes the operating system's socket took; the rest waits in this process. */
  accepted: ByteCount
  /** True once the client closed the connection before the body was complete. A reset of ours is not that. */
  closedEarly: boolean
  /** When the response was over, in whichever way; null while it is open. */
  closedAt: EpochMilliseconds | null
}

export interface Journal {
  add(entry: Pick<SentStream, 'id' | 'method' | 'url' | 'headers'>): SentStream
  /** Marks the stream's response as over and wakes those who wait for it. */
  close(stream: SentStream, early: boolean): void
  /** Every request, in order of arrival. */
  all(): readonly SentStream[]
  of(id: string): readonly SentStream[]
  /** Resolves when the latest stream under `id` is over; at once if it is already. Throws for unknown ids. */
  whenClosed(id: string): Promise<SentStream>
}

/** Milliseconds since the Unix epoch, with the fraction: the clock of the page and of the records. */
export const now = (): EpochMilliseconds => performance.timeOrigin + performance.now()

export const createJournal = (): Journal => {
  const streams: SentStream[] = []
  const waiting = new Map<SentStream, (() => void)[]>()
  const of = (id: string): SentStream[] => streams.filter(stream => stream.id === id)

  return {
    add: entry => {
      const stream: SentStream = { ...entry, ...unwritten(), order: streams.length + 1 }
      streams.push(stream)
      return stream
    },
    close: (stream, early) => {
      stream.closedEarly = early
      stream.closedAt = now()
      for (const wake of waiting.get(stream) ?? []) wake()
      waiting.delete(stream)
    },
    all: () => streams,
    of,
    whenClosed: async id => {
      const stream = latest(of(id), id)
      if (stream.closedAt === null) {
        await new Promise<void>(wake => waiting.set(stream, [...(waiting.get(stream) ?? []), wake]))
      }
      return stream
    },
  }
}

const unwritten = () => ({
  at: now(),
  body: '',
  status: null,
  contentType: '',
  writes: [],
  accepted: 0,
  closedEarly: false,
  closedAt: null,
})

/** The last of the streams under an id. */
export const latest = (streams: readonly SentStream[], id: string): SentStream => {
  const stream = streams.at(-1)
  if (stream === undefined) {
    throw new Error(`No request "${id}" has arrived; name it by the x-demo-id header or by ?id=.`)
  }
  return stream
}
