import type { Entry } from 'har-format'
import type { Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'

/**
 * HAR's start, duration and phases, from the page's clock. A page sees neither connection nor sending:
 * these are -1 and 0 (the HAR format allows -1 for the optional phases only), and all until the headers is `wait`.
 */
export const harTimings = (stream: Stream): Pick<Entry, 'time' | 'timings'> => {
  const { opened, response, closed } = stream
  const end = endOf(stream)
  const wait = Math.max((response?.at ?? closed?.at ?? opened.at) - opened.at, 0)
  const receive = response === null ? 0 : Math.max(end - response.at, 0)
  return {
    time: wait + receive,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
  }
}

/** The last that is known of the stream: its end, or its last chunk where it is still running. */
const endOf = ({ opened, response, chunks, closed }: Stream): EpochMilliseconds => {
  const last = chunks.length === 0 ? 0 : chunks.time(chunks.length - 1)
  return Math.max(closed?.at ?? 0, last, response?.at ?? 0, opened.at)
}
