import type { Stream } from '../session/types'
import type { ExportBody } from './body'
import type { EventSourceMessage } from './types'

/** Chrome's `_eventSourceMessages`: every event whose bytes are held. Other formats have none. */
export const eventMessages = (
  stream: Stream,
  body: ExportBody,
  bodyText: (text: string) => string,
): EventSourceMessage[] => {
  const messages: EventSourceMessage[] = []
  if (stream.format !== 'event-stream') return messages
  const { blocks } = stream
  for (let index = 0; index < blocks.length; index += 1) {
    if (!isListed(stream, body, index)) continue
    const detail = blocks.read(index)
    if (detail === null) continue
    messages.push({
      time: blocks.time(index) / 1000,
      eventName: bodyText(blocks.type(index)),
      eventId: bodyText(blocks.lastEventId(index) ?? ''),
      data: bodyText(detail.data),
      _chunk: blocks.lastChunk(index),
      _offset: blocks.start(index),
    })
  }
  return messages
}

/** Whether the block is an event that can be given in full. */
export const isListed = ({ blocks }: Stream, body: ExportBody, index: number): boolean =>
  blocks.kind(index) === 'event' && body.holds(blocks.start(index), blocks.end(index))
