import type { Stream } from '../session/types'
import type { Consumer } from '../wire/records'

/** What is to be said of bytes that were not simply read by the page as they came. */
export type BytesNote =
  | 'rebuilt' // written again from events that the page received
  | 'rebuilt-devtools' // written again from events that DevTools lists
  | 'xhr-text'
  | 'xhr-result'
  | 'devtools-body'
  | 'devtools-timed-body'
  | 'dispatch-body'
  | 'whole-text'

const NOTES: Readonly<Partial<Record<Consumer, BytesNote>>> = {
  dispatch: 'rebuilt',
  'devtools-events': 'rebuilt-devtools',
  'xhr-text': 'xhr-text',
  'xhr-result': 'xhr-result',
  'devtools-body': 'devtools-body',
  'devtools-timed-body': 'devtools-timed-body',
  'dispatch-body': 'dispatch-body',
  text: 'whole-text',
  json: 'whole-text',
}

/** Each once, in the order in which the bytes came. */
export const bytesNotes = ({ chunks }: Stream): BytesNote[] => [
  ...new Set(chunks.consumers.map(consumer => NOTES[consumer]).filter(note => note !== undefined)),
]

/** How a chunk came to be known. */
export interface ChunkSight {
  /** Its bytes are not those of the body: they were written again from an event. */
  isRebuilt: boolean
  /** It came at its time or before. */
  isLate: boolean
}

/** Of bytes that were cut into chunks behind each event whose time is known. */
const CUT_BEHIND_EVENTS: readonly (Consumer | null)[] = ['dispatch-body', 'devtools-timed-body']

export const chunkSight = ({ chunks }: Stream, chunk: number): ChunkSight => {
  const consumer = chunk < 0 ? null : chunks.consumer(chunk)
  return {
    isRebuilt: consumer === 'dispatch' || consumer === 'devtools-events',
    isLate: consumer === 'devtools-body',
  }
}

/** How a block came to be known. The time of a chunk that was cut behind an event is that event's alone. */
export const blockSight = (stream: Stream, block: number): ChunkSight => {
  const { blocks, chunks } = stream
  const chunk = blocks.lastChunk(block)
  const sight = chunkSight(stream, chunk)
  if (chunk < 0 || !CUT_BEHIND_EVENTS.includes(chunks.consumer(chunk))) return sight
  return { ...sight, isLate: blocks.end(block) < chunks.offset(chunk) + chunks.size(chunk) }
}
