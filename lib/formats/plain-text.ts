import { essenceOf } from '../event-stream/content-type'
import { decode } from '../event-stream/text'
import type { Format } from '../event-stream/types'
import { detailOf } from './detail'
import { createPlainTextParser } from './plain-text-parser'

/** Text that comes token by token, sent as `text/plain`. Nothing in its bytes tells that it does. */
export const plainText: Format = {
  id: 'plain-text',
  matches: contentType => essenceOf(contentType) === 'text/plain',
  looksLike: () => false,
  createParser: createPlainTextParser,
  readBlock: bytes => detailOf(decode(bytes)),
}
