import type { StreamKey } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'
import { fill } from './fill'
import type { KnownRequest } from './ledger'
import type { Pauses } from './pauses'
import { RELAY_LATENCY } from './pieces'
import type { NetworkSession, ObservedStream } from './session-view'
import { NOTHING_SETTLED, type Settled } from './settled'

/** Completes streams of the page, and does no work where nothing has changed since. */
export interface Fills {
  /** Whether there was anything to add. */
  fill(stream: ObservedStream, request: KnownRequest): boolean
  /** Whether nothing is to be looked at again unless something new comes. */
  isDone(stream: ObservedStream, request: KnownRequest): boolean
}

export const createFills = (session: NetworkSession, pauses: Pauses, now: () => EpochMilliseconds): Fills => {
  const states = new WeakMap<KnownRequest, string>()
  const settled = new WeakMap<KnownRequest, Settled & { key: StreamKey }>()

  const settledOf = (stream: ObservedStream, request: KnownRequest): Settled => {
    const known = settled.get(request)
    return known?.key === stream.key ? known : NOTHING_SETTLED
  }

  return {
    isDone: (stream, request) => states.get(request) === stateOf(stream, request),
    fill: (stream, request) => {
      const at = now()
      if (states.get(request) === stateOf(stream, request)) return false
      const { records, settled: found } = fill(stream, request, settledOf(stream, request), {
        pauses,
        now: at,
      })
      settled.set(request, { ...found, key: stream.key })
      for (const record of records) session.append(stream.document.id, record)
      // What may still be on its way from the page is to be looked at again.
      const isWaiting = at - request.entry.lastAt <= RELAY_LATENCY
      if (isWaiting) states.delete(request)
      else states.set(request, stateOf(stream, request))
      return records.length > 0
    },
  }
}

/** Everything that a completed stream was made of, in numbers. */
const stateOf = (
  { key, chunks, bytes, response, closed }: ObservedStream,
  { entry, body, isFinished }: KnownRequest,
): string =>
  [
    ...[key, chunks.length, bytes.length, response === null, closed === null],
    ...[entry.listed.length, entry.status, body?.text.length, isFinished],
  ].join()
