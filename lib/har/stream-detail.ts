import { lastChunkBy } from '../session/last-chunk-by'
import type { Stream } from '../session/types'
import type { Consumer } from '../wire/records'
import type { ExportBody } from './body'
import { isListed } from './event-messages'
import { PAUSE, type Pausing } from './lists'
import type { ExportParts } from './redact'
import { harUrl, requestBodyDetail } from './request'
import { isInferred } from './response'
import {
  type ChunkColumns,
  type ConnectionDetail,
  type OtherBlock,
  type PageErrorDetail,
  STREAMTAP_HAR_VERSION,
  type StreamDetail,
} from './types'

interface Lists {
  chunks: ChunkColumns
  blocks: OtherBlock[] | null
}

/** Everything of a stream that HAR has no place for. */
export const streamDetail = <Text>(
  stream: Stream,
  parts: ExportParts,
  body: ExportBody<Text>,
  { chunks, blocks }: Lists,
): StreamDetail<Text> => {
  const { opened, response, closed } = stream
  return {
    version: STREAMTAP_HAR_VERSION,
    key: stream.key,
    number: stream.number,
    source: opened.source,
    observer: opened.observer ?? 'page',
    frame: frameDetail(stream, parts),
    ...(opened.source === 'event-source' && { connection: connectionDetail(stream, parts) }),
    ...(parts.url !== harUrl(parts) && { url: parts.url }),
    format: stream.format,
    formatChosenBy: stream.formatChosenBy,
    state: stream.state,
    openedAt: opened.at,
    respondedAt: response?.at ?? null,
    closedAt: closed?.at ?? null,
    response: response && {
      url: parts.responseUrl,
      type: response.responseType,
      redirected: response.redirected,
    },
    ...(stream.listed && {
      listed: {
        httpVersion: stream.listed.httpVersion,
        requestHeaders: parts.listedRequestHeaders,
        responseHeaders: parts.listedResponseHeaders,
      },
    }),
    ...(isInferred(stream) && { inferred: ['status', 'content-type'] }),
    requestBody: requestBodyDetail(parts.requestBody),
    reconstructed: stream.chunks.consumers.some(isRebuilt),
    chunks,
    ...(blocks && { blocks }),
    problems: problemsOf(stream, parts),
    ...(stream.pageErrors.total > 0 && { pageErrors: pageErrorsOf(stream, parts) }),
    drops: stream.drops,
    holes: stream.bytes.holes(),
    end: closed && { reason: closed.reason, message: parts.endMessage },
    ...(body.pieces && { body: body.pieces }),
    redacted: parts.redacted,
  }
}

const frameDetail = ({ document }: Stream, parts: ExportParts): StreamDetail['frame'] => ({
  document: document.id,
  url: parts.documentUrl,
  openedAt: document.openedAt,
  isTopFrame: document.isTopFrame,
  origin: document.origin,
  name: parts.frameName,
})

const connectionDetail = ({ connected, follows }: Stream, parts: ExportParts): ConnectionDetail => ({
  openedAt: connected?.at ?? null,
  lastEventId: parts.lastEventId,
  follows,
})

const isRebuilt = (consumer: Consumer): boolean => consumer === 'dispatch' || consumer === 'devtools-events'

const problemsOf = ({ problems }: Stream, parts: ExportParts): StreamDetail['problems'] => ({
  total: problems.total,
  kept: problems.kept.map(problem => ({ ...problem, value: parts.bodyText(problem.value) })),
})

const pageErrorsOf = ({ pageErrors, chunks }: Stream, parts: ExportParts): readonly PageErrorDetail[] =>
  pageErrors.kept.map(({ at, chunkAt, message }) => ({
    at,
    chunk: lastChunkBy(chunks, chunkAt),
    message: parts.errorText(message),
  }))

/** Comments, odd blocks, and events whose bytes were dropped. */
export function* otherBlocks(stream: Stream, parts: ExportParts, body: ExportBody): Pausing<OtherBlock> {
  const { blocks } = stream
  for (let index = 0; index < blocks.length && blocks.end(index) <= body.size; index += 1) {
    if (index % PAUSE === PAUSE - 1) yield
    if (!isListed(stream, body, index)) yield blockDetail(stream, parts, body, index)
  }
}

const blockDetail = ({ blocks }: Stream, parts: ExportParts, body: ExportBody, index: number): OtherBlock => {
  const start = blocks.start(index)
  const end = blocks.end(index)
  const text = body.textAt(start, end)
  return {
    kind: blocks.kind(index),
    start,
    end,
    chunk: blocks.lastChunk(index),
    type: parts.bodyText(blocks.type(index)),
    ...(text !== null && { text }),
  }
}
