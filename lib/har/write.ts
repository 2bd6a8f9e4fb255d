import type { Entry } from 'har-format'
import type { Stream } from '../session/types'
import type { StreamSource } from '../wire/records'
import type { ByteCount, ByteOffset } from '../wire/units'
import { createExportBody, heldStretches } from './body'
import { chunkColumns } from './chunk-columns'
import { toIsoDate } from './dates'
import { eventMessages } from './event-messages'
import { collected, createLists, type DeferredText, type Making, type Pausing } from './lists'
import { plainParts, redactedParts } from './redact'
import { harRequest } from './request'
import { harResponse } from './response'
import { serialise } from './serialise'
import { finish, type Steps } from './steps'
import { otherBlocks, streamDetail } from './stream-detail'
import { harTimings } from './timings'
import { STREAMTAP_HAR_VERSION, type StreamtapEntry, type StreamtapHar } from './types'

export interface HarOptions {
  /** Streamtap's own version. */
  creatorVersion: string
  /** Leave credentials out; each entry then names what went. */
  redact: boolean
  comment?: string
}

/**
 * The streams as HAR 1.2, oldest first. Valid for strict readers; Chrome and Firefox import it, and with
 * `_streamtap` it holds what a later import needs to give the streams back.
 */
export const writeHar = (streams: readonly Stream[], options: HarOptions): StreamtapHar => {
  const entries = byStart(streams).map(stream => finish(toEntry(stream, options.redact, collected)))
  return harOf(entries, options)
}

/** The writing of a log as JSON, a step at a time. */
export interface HarWriting {
  /** False once all is written. */
  step(): boolean
  /** From 0 to 1. */
  readonly progress: number
  /** Those that are not taken yet. Joined they are the JSON. No string has to hold a whole log. */
  readonly pieces: readonly string[]
  /** The pieces, which are then let go of. */
  take(): string[]
}

export const createHarWriting = (streams: readonly Stream[], options: HarOptions): HarWriting => {
  const lists = createLists()
  const all = streams.reduce((sum, stream) => sum + weightOf(stream), 0)
  const pieces: string[] = []
  let before: ByteCount = 0
  let within: ByteOffset = 0

  function* entries(): Pausing<StreamtapEntry<DeferredText>> {
    for (const stream of byStart(streams)) {
      const steps = toEntry(stream, options.redact, lists.deferred, offset => {
        within = offset
      })
      let next = steps.next()
      for (; !next.done; next = steps.next()) yield
      yield next.value
      before += weightOf(stream)
      within = 0
    }
  }
  const text = serialise(harOf(lists.of(entries()), options), lists)
  return {
    step() {
      const next = text.next()
      if (!next.done && next.value !== '') pieces.push(next.value)
      return !next.done
    },
    get progress() {
      return Math.min(1, (before + within) / all)
    },
    pieces,
    take: () => pieces.splice(0),
  }
}

/** What a stream takes besides its bytes, in bytes. */
const ENTRY_COST: ByteCount = 2000

const weightOf = ({ bytes }: Stream): ByteCount => bytes.length + ENTRY_COST

const byStart = (streams: readonly Stream[]): Stream[] =>
  [...streams].sort((a, b) => a.opened.at - b.opened.at)

const harOf = <Text>(entries: StreamtapEntry<Text>[], options: HarOptions): StreamtapHar<Text> => ({
  log: {
    version: '1.2',
    creator: { name: 'Streamtap', version: options.creatorVersion },
    // Firefox's importer throws without it.
    pages: [],
    entries,
    ...(options.comment !== undefined && { comment: options.comment }),
    _streamtap: {
      version: STREAMTAP_HAR_VERSION,
      generator: `Streamtap ${options.creatorVersion}`,
      redacted: options.redact,
    },
  },
})

const RESOURCE_TYPES: Readonly<Record<StreamSource, NonNullable<Entry['_resourceType']>>> = {
  fetch: 'fetch',
  'event-source': 'eventsource',
  xhr: 'xhr',
  unknown: 'other',
}

/** `onPosition` hears how far into the body its list of events was made. */
function* toEntry<Text>(
  growing: Stream,
  redact: boolean,
  making: Making<Text>,
  onPosition: (offset: ByteOffset) => void = () => {},
): Steps<StreamtapEntry<Text>> {
  // What is written is of one moment, however long the writing takes.
  const stream = { ...growing, drops: [...growing.drops] }
  const size = stream.bytes.length
  const chunksThen = { table: stream.chunks, count: stream.chunks.length, end: size }
  const timings = harTimings(stream)
  const stretches = yield* heldStretches(stream.bytes)
  const parts = redact ? yield* redactedParts(stream, stretches) : plainParts(stream, stretches)
  const body = yield* createExportBody(size, parts.stretches, making)
  const chunks = yield* chunkColumns(chunksThen, making.list)
  const messages = yield* making.list(eventMessages(stream, body, parts.bodyText, onPosition))
  const blocks = yield* making.list(otherBlocks(stream, parts, body))
  return {
    startedDateTime: toIsoDate(stream.opened.at),
    ...timings,
    request: harRequest(stream, parts),
    response: harResponse(stream, parts, body),
    cache: {},
    _resourceType: RESOURCE_TYPES[stream.opened.source],
    ...(messages && { _eventSourceMessages: messages }),
    _streamtap: streamDetail(stream, parts, body, { chunks, blocks }),
  }
}
