import type { Stream } from '../session/types'
import type { ExportBody } from './body'
import { chunkColumns } from './chunk-columns'
import { isListed } from './event-messages'
import type { ExportParts } from './redact'
import { harUrl, requestBodyDetail } from './request'
import { type OtherBlock, STREAMTAP_HAR_VERSION, type StreamDetail } from './types'

/** Everything of a stream that HAR has no place for. */
export const streamDetail = (stream: Stream, parts: ExportParts, body: ExportBody): StreamDetail => {
  const { opened, response, closed } = stream
  const blocks = otherBlocks(stream, parts, body)
  return {
    version: STREAMTAP_HAR_VERSION,
    key: stream.key,
    number: stream.number,
    source: opened.source,
    frame: frameDetail(stream, parts),
    ...(parts.url !== harUrl(parts) && { url: parts.url }),
    format: stream.format,
    state: stream.state,
    openedAt: opened.at,
    respondedAt: response?.at ?? null,
    closedAt: closed?.at ?? null,
    response: response && {
      url: parts.responseUrl,
      type: response.responseType,
      redirected: response.redirected,
    },
    requestBody: requestBodyDetail(parts.requestBody),
    chunks: chunkColumns(stream.chunks, stream.bytes),
    ...(blocks.length > 0 && { blocks }),
    problems: problemsOf(stream, parts),
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
})

const problemsOf = ({ problems }: Stream, parts: ExportParts): StreamDetail['problems'] => ({
  total: problems.total,
  kept: problems.kept.map(problem => ({ ...problem, value: parts.bodyText(problem.value) })),
})

/** Comments, odd blocks, and events whose bytes were dropped. */
const otherBlocks = (stream: Stream, parts: ExportParts, body: ExportBody): OtherBlock[] => {
  const others: OtherBlock[] = []
  for (let index = 0; index < stream.blocks.length; index += 1)
    if (!isListed(stream, body, index)) others.push(blockDetail(stream, parts, body, index))
  return others
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
