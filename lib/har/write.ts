import type { Entry } from 'har-format'
import type { Stream } from '../session/types'
import type { StreamSource } from '../wire/records'
import { createExportBody } from './body'
import { toIsoDate } from './dates'
import { eventMessages } from './event-messages'
import { plainParts, redactedParts } from './redact'
import { harRequest } from './request'
import { harResponse } from './response'
import { streamDetail } from './stream-detail'
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
export const writeHar = (streams: readonly Stream[], options: HarOptions): StreamtapHar => ({
  log: {
    version: '1.2',
    creator: { name: 'Streamtap', version: options.creatorVersion },
    // Firefox's importer throws without it.
    pages: [],
    entries: [...streams]
      .sort((a, b) => a.opened.at - b.opened.at)
      .map(stream => toEntry(stream, options.redact)),
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

const toEntry = (stream: Stream, redact: boolean): StreamtapEntry => {
  const parts = redact ? redactedParts(stream) : plainParts(stream)
  const body = createExportBody(stream.bytes.length, parts.stretches)
  const messages = eventMessages(stream, body, parts.bodyText)
  return {
    startedDateTime: toIsoDate(stream.opened.at),
    ...harTimings(stream),
    request: harRequest(stream, parts),
    response: harResponse(stream, parts, body),
    cache: {},
    _resourceType: RESOURCE_TYPES[stream.opened.source],
    ...(messages.length > 0 && { _eventSourceMessages: messages }),
    _streamtap: streamDetail(stream, parts, body),
  }
}
