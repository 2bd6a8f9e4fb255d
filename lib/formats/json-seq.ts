import { essenceOf } from '../event-stream/content-type'
import { headText } from '../event-stream/look'
import { decode } from '../event-stream/text'
import type { Format } from '../event-stream/types'
import { detailOf } from './detail'
import { createJsonSeqParser, RECORD_SEPARATOR } from './json-seq-parser'

/** JSON text sequences (RFC 7464): `application/json-seq`, `application/geo+json-seq` and other `+json-seq` types. */
export const jsonSeq: Format = {
  id: 'json-seq',
  matches: contentType => /^[^/]+\/(.+\+)?json-seq$/.test(essenceOf(contentType)),
  looksLike: head => head[0] === RECORD_SEPARATOR && /^.\s*["{[\dtfn-]/.test(headText(head)),
  createParser: createJsonSeqParser,
  readBlock: bytes => detailOf(decode(bytes[0] === RECORD_SEPARATOR ? bytes.subarray(1) : bytes).trim()),
}
