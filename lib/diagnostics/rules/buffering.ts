import type { Stream } from '../../session/types'
import type { ExchangeListed } from '../../wire/records'
import type { Milliseconds } from '../../wire/units'
import { answerHeader, mediaType, resumedFrom } from '../headers'
import { type MadeTimes, madeTimes } from '../made-at'
import { hasTimes } from '../sight'
import type { Evidence, Finding, FindingCode, Rule } from '../types'

const LEAST_EVENTS = 5
const BURST: Milliseconds = 100
const WAIT: Milliseconds = 2000
/** How far events must have been made apart to have waited for each other. */
const SPREAD: Milliseconds = 1000
/** nginx and compressors hand on blocks of 4 kB and more; a server that writes event by event gives more pieces. */
const PIECE = 4096

/**
 * Everything came at once, long after it was asked for. That alone is no proof: a server may have written it at once.
 * A header that names what holds bodies back, or times within the events, decide. A page that reads late gets all at
 * once too: that it did not is proven only where the events were made before the answer's head came.
 */
export const buffering: Rule = {
  codes: ['buffered-by-compression', 'buffered-by-nginx', 'buffered'],
  watch: stream => {
    let known: { chunks: number; ended: boolean; listed: ExchangeListed | null; found: Finding[] } | null =
      null
    return {
      findings() {
        const { listed, chunks } = stream
        const { length } = chunks
        const ended = stream.closed !== null
        // What came later than a burst makes it none; the rest is asked for once at the end.
        if (known?.ended !== ended || known.listed !== listed || (known.chunks !== length && !ended))
          known = { chunks: length, ended, listed, found: ended ? examine(stream) : [] }
        return known.found
      },
    }
  },
}

const examine = (stream: Stream): Finding[] => {
  const burst = burstOf(stream)
  if (burst === null || resumedFrom(stream) !== '' || stream.follows !== null) return []
  const made = madeTimes(stream)
  if (made !== null && made.spread < SPREAD) return []
  const isProven = made !== null && isWithin(made, stream, burst.at)
  if (!isProven && (burst.waitTime < WAIT || !burst.isInPieces)) return []
  const { code, header } = causeOf(stream)
  const head = (stream.response ?? stream.connected)?.at ?? null
  const header_: Evidence[] = header === null ? [] : [{ kind: 'response-header', name: header }]
  return [
    {
      code,
      severity: isProven
        ? isBeforeHead(made, head)
          ? 'error'
          : 'warning'
        : header === null
          ? 'info'
          : 'warning',
      args: {
        events: stream.eventCount,
        waitTime: burst.waitTime,
        headTime: head === null ? '?' : head - stream.opened.at,
        proof: isProven ? 'times' : header === null ? 'none' : 'header',
        header: header === null ? '' : `${header}: ${answerHeader(stream, header) ?? ''}`,
      },
      evidence: [{ kind: 'chunk', index: burst.chunk }, ...header_],
    },
  ]
}

interface Burst {
  /** The chunk that began it. */
  chunk: number
  at: number
  /** From the request to the burst. */
  waitTime: Milliseconds
  isInPieces: boolean
}

const burstOf = (stream: Stream): Burst | null => {
  const { chunks, bytes, opened } = stream
  // Of chunks that nobody recorded it is not known when they came.
  if (bytes.holes().some(({ start }) => chunks.indexAt(start) < 0)) return null
  if (!hasTimes(stream) || stream.eventCount < LEAST_EVENTS) return null
  const last = chunks.time(chunks.length - 1)
  let first = chunks.length - 1
  while (first > 0 && chunks.time(first - 1) >= last - BURST) first--
  // A first few bytes, such as a greeting, may come through.
  if (bytes.length - chunks.offset(first) < bytes.length * 0.9) return null
  const isRewritten = chunks.consumers.some(consumer => consumer.startsWith('dispatch'))
  const pieces = chunks.length - first
  return {
    chunk: first,
    at: chunks.time(first),
    waitTime: chunks.time(first) - opened.at,
    isInPieces: isRewritten || pieces <= 2 + bytes.length / PIECE,
  }
}

/** Made after it was asked for, and before it came: not a store of earlier events. Clocks may differ by a little. */
const isWithin = ({ first, last }: MadeTimes, { opened }: Stream, at: number): boolean =>
  first >= opened.at - SPREAD && last <= at + SPREAD

/** No page reads what comes before the head. */
const isBeforeHead = (made: MadeTimes | null, head: number | null): boolean =>
  made !== null && head !== null && Math.min(made.last, head) - made.first >= SPREAD

const causeOf = (stream: Stream): { code: FindingCode; header: string | null } => {
  const encoding = answerHeader(stream, 'content-encoding') ?? ''
  if (/\b(?:gzip|br|zstd|deflate)\b/i.test(encoding))
    return { code: 'buffered-by-compression', header: 'content-encoding' }
  const isStream = mediaType(stream) !== ''
  if (isStream && /\b(?:nginx|openresty)\b/i.test(answerHeader(stream, 'server') ?? ''))
    return { code: 'buffered-by-nginx', header: 'server' }
  return { code: 'buffered', header: null }
}
