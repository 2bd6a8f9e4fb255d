import type { Stream } from '../session/types'
import type { ByteOffset } from '../wire/units'
import type { ExportBody } from './body'
import { PAUSE, type Pausing } from './lists'
import type { EventSourceMessage } from './types'

/** Chrome's `_eventSourceMessages`: every event whose bytes are held. Other formats have none. */
export function* eventMessages(
  stream: Stream,
  body: ExportBody,
  bodyText: (text: string) => string,
  onPosition: (offset: ByteOffset) => void,
): Pausing<EventSourceMessage> {
  if (stream.format !== 'event-stream') return
  const { blocks } = stream
  let id = { of: -1, text: '' }
  for (let index = 0; index < blocks.length && blocks.end(index) <= body.size; index += 1) {
    if (index % PAUSE === PAUSE - 1) {
      onPosition(blocks.start(index))
      yield
    }
    if (!isListed(stream, body, index)) continue
    const detail = blocks.read(index)
    if (detail === null) continue
    // What the block before it left in force holds on, and need not be looked up.
    const isKnown = detail.id === null && id.of === index - 1 && index > 0
    id = { of: index, text: detail.id ?? (isKnown ? id.text : (blocks.lastEventId(index) ?? '')) }
    yield {
      time: blocks.time(index) / 1000,
      eventName: bodyText(blocks.type(index)),
      eventId: bodyText(id.text),
      data: bodyText(detail.data),
      _chunk: blocks.lastChunk(index),
      _offset: blocks.start(index),
    }
  }
}

/** Whether the block is an event that can be given in full. */
export const isListed = ({ blocks }: Stream, body: ExportBody, index: number): boolean =>
  blocks.kind(index) === 'event' && body.holds(blocks.start(index), blocks.end(index))
