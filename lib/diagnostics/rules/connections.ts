import type { Stream } from '../../session/types'
import { holdOf } from '../hold'
import type { Finding, Rule, Surroundings } from '../types'

/** What browsers open to one host over HTTP/1.1. */
const MOST = 6
const MANY = 4
const SAME = 3

/** How many streams stand open together. Only this tab's are seen. What was found stays: it was so. */
export const connections: Rule = {
  codes: ['many-connections', 'same-address'],
  watch: (stream, surroundings) => {
    let worst: Finding | null = null
    let most = 0
    let same: Finding | null = null
    let mostSame = 0
    return {
      findings() {
        if (holdOf(stream) !== 'no') {
          const open = surroundings.open(stream)
          const weight = weightOf(open)
          if (weight > most && isHttp1(stream, surroundings)) {
            most = weight
            worst = found('many-connections', weight >= CERTAIN ? 'error' : 'info', open)
          }
          const alike = sameAddress(stream, open)
          if (alike.length >= SAME && alike.length > mostSame) {
            mostSame = alike.length
            same = found('same-address', 'warning', alike)
          }
        }
        return [worst, same].filter(finding => finding !== null)
      },
    }
  },
}

/** Without TLS browsers speak nothing else to servers; where DevTools lists what was spoken, it is that. */
const isHttp1 = (stream: Stream, surroundings: Surroundings): boolean => {
  const version = surroundings.httpVersion(stream)
  return version === '' ? /^http:/i.test(stream.opened.url) : version.startsWith('http/1')
}

/** More than any number of streams. */
const CERTAIN = 1e6

/** The more streams the more; and most where all connections are certainly held. 0 where they are few. */
const weightOf = (open: readonly Stream[]): number => {
  if (open.length < MANY) return 0
  const isCertain = open.length >= MOST && open.filter(stream => holdOf(stream) === 'yes').length >= MOST
  return open.length + (isCertain ? CERTAIN : 0)
}

const found = (
  code: Finding['code'],
  severity: Finding['severity'],
  streams: readonly Stream[],
): Finding => ({
  code,
  severity,
  args: {
    count: streams.length,
    waiting: streams.filter(({ state }) => state === 'pending').length,
    unread: streams.filter(stream => holdOf(stream) === 'maybe').length,
  },
  evidence: streams.slice(0, 8).map(({ key }) => ({ kind: 'stream', key })),
})

/** `EventSource`s of one document; other streams of one address are told apart by their bodies. */
const sameAddress = ({ opened, document }: Stream, open: readonly Stream[]): readonly Stream[] =>
  opened.source === 'event-source'
    ? open.filter(
        other =>
          other.opened.source === 'event-source' &&
          other.opened.url === opened.url &&
          other.document.id === document.id,
      )
    : []
