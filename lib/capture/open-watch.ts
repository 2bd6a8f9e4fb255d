import { STRING_LENGTH } from '../wire/limits'
import type { HeaderList, RequestBody, StreamSource } from '../wire/records'
import type { EpochMilliseconds, StreamId } from '../wire/units'
import type { CaptureContext } from './context'
import type { Hold } from './hold'
import { sliceText } from './natives'
import type { Outbox } from './outbox'
import { createWatch, type Watch } from './watch'

/** What the hooks that open streams share in one document. */
export interface StreamTools {
  context: CaptureContext
  outbox: Outbox
  recording: { isOn: boolean }
  /** Throws where the document has all the streams that are kept of it. */
  nextId: () => StreamId
}

export interface StreamStart {
  source: StreamSource
  at: EpochMilliseconds
  method: string
  url: string | null
  headers: HeaderList
  body: RequestBody
  signal: AbortSignal | null
}

/** Tells of a request whose stream is recorded from now on, or held where it is still to be seen whether it is one. */
export const openWatch = (start: StreamStart, tools: StreamTools, hold?: Hold): Watch => {
  const outbox = hold ?? tools.outbox
  const id = hold ? 0 : tools.nextId()
  const { source, at, method, headers, body, signal } = start
  const url = sliceText(start.url ?? '', 0, STRING_LENGTH)
  outbox.add({ kind: 'stream-opened', streamId: id, at, source, method, url, headers, body })
  return createWatch({
    id,
    outbox,
    signal,
    recording: tools.recording,
    bodiesOut: tools.context.bodiesOut,
    isUndecided: hold?.isUndecided,
  })
}
