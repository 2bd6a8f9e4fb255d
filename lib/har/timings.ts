import type { Entry } from 'har-format'
import type { Stream } from '../session/types'
import type { EpochMilliseconds } from '../wire/units'

/**
 * HAR's start, duration and phases, from the page's clock. A page sees neither connection nor sending:
 * these are -1 and 0 (the HAR format allows -1 for the optional phases only), and all until the headers is `wait`.
 */
export const harTimings = (stream: Stream): Pick<Entry, 'time' | 'timings'> => {
  const { opened, closed } = stream
  const answeredAt = answerTime(stream)
  const end = endOf(stream)
  const wait = Math.max((answeredAt ?? closed?.at ?? opened.at) - opened.at, 0)
  const receive = answeredAt === null ? 0 : Math.max(end - answeredAt, 0)
  return {
    time: wait + receive,
    timings: { blocked: -1, dns: -1, connect: -1, ssl: -1, send: 0, wait, receive },
  }
}

/** The first that is known of an answer. */
const answerTime = ({ response, connected, chunks }: Stream): EpochMilliseconds | null => {
  const heads = [response, connected].filter(head => head !== null).map(({ at }) => at)
  if (heads.length > 0) return Math.min(...heads)
  return chunks.length > 0 ? chunks.time(0) : null
}

/** The last that is known of the stream: its end, or its last chunk where it is still running. */
const endOf = (stream: Stream): EpochMilliseconds => {
  const { opened, chunks, closed } = stream
  const last = chunks.length === 0 ? 0 : chunks.time(chunks.length - 1)
  return Math.max(closed?.at ?? 0, last, answerTime(stream) ?? 0, opened.at)
}
