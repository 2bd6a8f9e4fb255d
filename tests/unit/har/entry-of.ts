import type { StreamDetail, StreamtapEntry } from '../../../lib/har/types'
import { writeHar } from '../../../lib/har/write'
import type { Stream } from '../../../lib/session/types'
import { type Recorded, recordedStream } from './recorded-stream'

/** The entry a stream becomes, as a reader finds it in the file. */
export const entryOf = (stream: Stream, redact = false): StreamtapEntry => {
  const [entry] = writeHar([stream], { creatorVersion: '1.2.3', redact }).log.entries
  if (entry === undefined) throw new Error('The stream was not written.')
  return JSON.parse(JSON.stringify(entry))
}

/** `_streamtap` of a stream made for the purpose. */
export const detailOf = (recorded: Recorded): StreamDetail => entryOf(recordedStream(recorded))._streamtap

/** The held bytes a reader gets back from an entry, by their offset. */
export const bytesOf = ({ response, _streamtap }: StreamtapEntry): { start: number; bytes: number[] }[] =>
  _streamtap.body?.map(({ start, base64 }) => ({ start, bytes: [...Buffer.from(base64, 'base64')] })) ?? [
    { start: 0, bytes: [...Buffer.from(response.content.text ?? '', 'utf8')] },
  ]
