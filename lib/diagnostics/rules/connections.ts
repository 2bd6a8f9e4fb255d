import type { Stream } from '../../session/types'
import type { Finding, Rule } from '../types'

/** What browsers open to one host over HTTP/1.1. */
const MOST = 6
const MANY = 4
const SAME = 3

/**
 * How many streams stand open together. Only addresses without TLS are certain to be HTTP/1.1, and only this tab's
 * streams are seen. What was found stays: it was so.
 */
export const connections: Rule = {
  codes: ['many-connections', 'same-address'],
  watch: (stream, surroundings) => {
    const isPlain = /^http:/i.test(stream.opened.url)
    let worst: Finding | null = null
    let most = 0
    let same: Finding | null = null
    let mostSame = 0
    return {
      findings() {
        if (stream.state === 'pending' || stream.state === 'open') {
          const open = surroundings.open(stream)
          if (isPlain && open.length >= MANY && open.length > most) {
            most = open.length
            worst = manyConnections(open)
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

const manyConnections = (open: readonly Stream[]): Finding =>
  found('many-connections', open.length >= MOST ? 'error' : 'info', open)

const found = (
  code: Finding['code'],
  severity: Finding['severity'],
  streams: readonly Stream[],
): Finding => ({
  code,
  severity,
  args: { count: streams.length, waiting: streams.filter(({ state }) => state === 'pending').length },
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
