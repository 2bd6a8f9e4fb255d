import type { SentStream } from './journal.ts'

/** A stream of the journal in JSON; the writes are left out, as there can be very many. */
export const describeStream = (stream: SentStream) => {
  const { writes, accepted, ...rest } = stream
  return { ...rest, writes: writes.length, bytesWritten: accepted, bytesOffered: offered(stream) }
}

/** `/fixture/report?id=`: the latest request under an id on top, all of them, in order of arrival, below. */
export const reportOn = (id: string, streams: readonly SentStream[]) => {
  const last = streams.at(-1)
  return {
    id,
    requests: streams.length,
    bytesWritten: last?.accepted ?? 0,
    closedEarly: last?.closedEarly ?? false,
    closedAt: last?.closedAt ?? null,
    bodies: streams.map(stream => stream.body),
    streams: streams.map(describeStream),
  }
}

export type FixtureReport = ReturnType<typeof reportOn>

const offered = ({ writes }: SentStream): number => writes.reduce((sum, { bytes }) => sum + bytes.length, 0)
